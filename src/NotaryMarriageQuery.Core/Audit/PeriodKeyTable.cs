using System.Data.Common;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>The statements of <see cref="PeriodKey"/>. Plain ADO.NET, because keys are opened before there is a container.</summary>
internal sealed class PeriodKeyTable(PortalDatabase database)
{
    /// <summary>All periods with their wrapped keys; an empty one was erased.</summary>
    public Dictionary<int, byte[]> Read()
    {
        using var connection = database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT period, wrapped FROM period_key";
        using var reader = command.ExecuteReader();
        var keys = new Dictionary<int, byte[]>();
        while (reader.Read())
        {
            keys[reader.GetInt32(0)] = reader.GetFieldValue<byte[]>(1);
        }

        return keys;
    }

    /// <summary>Inserts the key of a period that has none; false when it has one, or had one that was erased.</summary>
    public bool TryInsert(int period, byte[] wrapped)
    {
        try
        {
            return Run("INSERT INTO period_key (period, wrapped) VALUES (@period, @wrapped)", ("@period", period), ("@wrapped", wrapped)) == 1;
        }
        catch (DbException e) when (database.IsUniqueViolation(e))
        {
            return false;
        }
    }

    /// <summary>Erases the key of a period; false when there is none.</summary>
    public bool TryErase(int period, DateTimeOffset at) => Run(
        "UPDATE period_key SET wrapped = @nothing, erased_at = @at WHERE period = @period AND erased_at IS NULL",
        ("@nothing", Array.Empty<byte>()),
        ("@at", at.ToUnixMicroseconds()),
        ("@period", period)) == 1;

    private int Run(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var connection = database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command.ExecuteNonQuery();
    }
}
