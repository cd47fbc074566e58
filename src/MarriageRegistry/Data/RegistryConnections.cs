using Microsoft.Data.Sqlite;

namespace MarriageRegistry.Data;

/// <summary>Opens the connections that stay open and hold prepared statements; everything else goes through the context.</summary>
public sealed class RegistryConnections(IConfiguration configuration)
{
    public string ConnectionString { get; } = configuration.GetConnectionString("Registry")
        ?? throw new InvalidOperationException("ConnectionStrings:Registry is not set.");

    /// <summary>A connection that can only read.</summary>
    public SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly);

    /// <summary>A connection whose commits survive the end of the process; a power cut may take the last of them.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWrite);
        using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA synchronous=NORMAL";
        pragma.ExecuteNonQuery();
        return connection;
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString) { Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
