using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace NotaryMarriageQuery.Tests.Core.Audit.Sealing;

/// <summary>Somebody with all rights on the database, who lifts the guards before changing what is stored.</summary>
internal sealed class Intruder : IDisposable
{
    private readonly DbConnection _connection;

    public Intruder(TestDatabase database)
    {
        _connection = database.OpenAsIntruder();
        Run(_connection is SqliteConnection
            ? Text("SELECT coalesce(group_concat('DROP TRIGGER ' || name, ';'), 'SELECT 1') FROM sqlite_master WHERE type = 'trigger'") + "; PRAGMA ignore_check_constraints = ON"
            : """
              SET session_replication_role = replica;
              DO $$ DECLARE c record; BEGIN
                  FOR c IN SELECT tgrelid::regclass AS t, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text LIKE 'audit_%' LOOP
                      EXECUTE format('DROP TRIGGER %I ON %s', c.tgname, c.t); END LOOP;
                  FOR c IN SELECT conrelid::regclass AS t, conname FROM pg_constraint WHERE contype = 'c' AND conrelid::regclass::text LIKE 'audit_%' LOOP
                      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.t, c.conname); END LOOP;
              END $$;
              """);
    }

    /// <summary>Runs a statement; <c>@id</c> and <c>@bytes</c> stand for the values.</summary>
    public int Run(string sql, long id = 0, byte[]? bytes = null)
    {
        using var command = Command(sql);
        Add(command, "@id", id);
        Add(command, "@bytes", bytes ?? []);
        return command.ExecuteNonQuery();
    }

    public long Number(string sql)
    {
        using var command = Command(sql);
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose() => _connection.Dispose();

    private static void Add(DbCommand command, string name, object value)
    {
        if (command.CommandText.Contains(name, StringComparison.Ordinal))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
    }

    private string Text(string sql)
    {
        using var command = Command(sql);
        return (string)command.ExecuteScalar()!;
    }

    private DbCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
