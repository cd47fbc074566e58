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
        return Read(connection, transaction: null);
    }

    /// <summary>Inserts the key of a period that has none; false when it has one, or had one that was erased.</summary>
    /// <param name="period">The period.</param>
    /// <param name="wrap">Gives the wrapped key, and may refuse, after a look at those that stand there.</param>
    public bool TryInsert(int period, Func<Dictionary<int, byte[]>, byte[]> wrap)
    {
        try
        {
            return Alone((connection, transaction) => Run(
                connection,
                transaction,
                "INSERT INTO period_key (period, wrapped) VALUES (@period, @wrapped)",
                ("@period", period),
                ("@wrapped", wrap(Read(connection, transaction)))) == 1);
        }
        catch (DbException e) when (database.IsUniqueViolation(e))
        {
            return false;
        }
    }

    /// <summary>Wraps all keys anew that are there: every one or none.</summary>
    public void WrapAnew(Func<int, byte[], byte[]> wrap) => Alone((connection, transaction) =>
    {
        foreach (var (period, wrapped) in Read(connection, transaction).Where(row => row.Value.Length > 0))
        {
            // What is erased meanwhile stays so.
            Run(
                connection,
                transaction,
                "UPDATE period_key SET wrapped = @wrapped WHERE period = @period AND erased_at IS NULL",
                ("@wrapped", wrap(period, wrapped)),
                ("@period", period));
        }

        return true;
    });

    /// <summary>Erases the key of a period; false when there is none.</summary>
    public bool TryErase(int period, DateTimeOffset at)
    {
        using var connection = database.Connect();
        return Run(
            connection,
            transaction: null,
            "UPDATE period_key SET wrapped = @nothing, erased_at = @at WHERE period = @period AND erased_at IS NULL",
            ("@nothing", Array.Empty<byte>()),
            ("@at", at.ToUnixMicroseconds()),
            ("@period", period)) == 1;
    }

    // Who wraps looks first at what wraps the others, and nobody may change that in between. The row of the first period is the lock,
    // on every database: rows are never removed.
    private bool Alone(Func<DbConnection, DbTransaction, bool> change)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction();
        Run(connection, transaction, "UPDATE period_key SET erased_at = erased_at WHERE period = (SELECT MIN(period) FROM period_key)");
        var done = change(connection, transaction);
        transaction.Commit();
        return done;
    }

    private static Dictionary<int, byte[]> Read(DbConnection connection, DbTransaction? transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT period, wrapped FROM period_key";
        using var reader = command.ExecuteReader();
        var keys = new Dictionary<int, byte[]>();
        while (reader.Read())
        {
            keys[reader.GetInt32(0)] = reader.GetFieldValue<byte[]>(1);
        }

        return keys;
    }

    private static int Run(DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
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
