using System.Data;
using System.Data.Common;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>The writer's own connection: inserts rows in one durable transaction and reads back what it must verify.</summary>
/// <remarks>Used by one thread only. Plain ADO.NET, because ids, bytes and the number of affected rows are all under control here.</remarks>
public sealed class AuditStore(Func<DbConnection> connect) : IDisposable
{
    private DbConnection? _connection;
    private DbCommand? _insertRow;
    private DbCommand? _insertAnswer;
    private LookedUpCaseCommands? _lookedUp;

    /// <summary>Inserts the rows, and the answers that belong to them, or none of them.</summary>
    /// <exception cref="DbException">Nothing is known about the outcome; the caller reads back.</exception>
    public void Insert(IReadOnlyList<(AuditEntry Row, KeptAnswer? Answer)> batch)
    {
        var connection = Connection();
        using var transaction = connection.BeginTransaction();
        _insertRow ??= Prepare(connection, AuditColumns.Insert, AuditColumns.Names);
        _insertRow.Transaction = transaction;
        foreach (var (row, answer) in batch)
        {
            AuditColumns.Bind(_insertRow, row);
            Affect(_insertRow);
            if (answer is not null)
            {
                _insertAnswer ??= Prepare(connection, KeptAnswerColumns.Insert, KeptAnswerColumns.Names);
                _insertAnswer.Transaction = transaction;
                KeptAnswerColumns.Bind(_insertAnswer, answer);
                Affect(_insertAnswer);
                if (answer.CaseId is { } caseId)
                {
                    _lookedUp ??= new LookedUpCaseCommands(connection);
                    _lookedUp.Write(transaction, caseId, answer.InstitutionId, row.At);
                }
            }
        }

        transaction.Commit();
    }

    /// <summary>MAC of a stored row, or null when there is no such row.</summary>
    public byte[]? FindMac(long id)
    {
        using var command = Connection().CreateCommand();
        command.CommandText = "SELECT mac FROM audit_entry WHERE id = @id";
        AddParameter(command, "@id").Value = id;
        return command.ExecuteScalar() as byte[];
    }

    /// <summary>Begins to write and takes it back, which fails where the database cannot be written.</summary>
    /// <remarks>A server begins a transaction also where it is read-only; it refuses a change of nothing.</remarks>
    public void Probe()
    {
        using var transaction = Connection().BeginTransaction();
        using var command = Connection().CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "UPDATE access_version SET \"Version\" = \"Version\" WHERE 1 = 0";
        command.ExecuteNonQuery();
        transaction.Rollback();
    }

    /// <summary>Closes the connection; the next use opens a new one.</summary>
    public void Reset()
    {
        _insertRow?.Dispose();
        _insertAnswer?.Dispose();
        _lookedUp?.Dispose();
        _connection?.Dispose();
        (_insertRow, _insertAnswer, _lookedUp, _connection) = (null, null, null, null);
    }

    public void Dispose() => Reset();

    private static void Affect(DbCommand command)
    {
        if (command.ExecuteNonQuery() != 1)
        {
            throw new DBConcurrencyException("An insert did not affect exactly one row.");
        }
    }

    private DbConnection Connection() => _connection ??= connect();

    private static DbCommand Prepare(DbConnection connection, string sql, IReadOnlyList<string> columns)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var column in columns)
        {
            var parameter = AddParameter(command, "@" + column);
            if (AuditColumns.AreNullableBytes(column))
            {
                // SQL Server takes a null without a type for a text, and then refuses it.
                parameter.DbType = DbType.Binary;
            }
        }

        return command;
    }

    private static DbParameter AddParameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
