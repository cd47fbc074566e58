using System.Data.Common;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Statistics;

namespace NotaryMarriageQuery.Core.Acts;

/// <summary>How lines of acts are read and written, a batch in one transaction.</summary>
internal sealed class ActStore(DbConnection connection, PortalDatabase database) : IDisposable
{
    private readonly Statement _find = new(
        connection,
        """
        SELECT a.id, a.at, a.kind, a.org, a.actor, a.address, a.case_no, a.matter, a.status, a.reason, a.marks, a.outcome_id, a.views, a.prints
        FROM audit_entry e JOIN act a ON a.id = e.id WHERE e.req = @req AND e.kind = @kind
        """,
        "@req", "@kind");

    private readonly Statement _insert = new(
        connection,
        """
        INSERT INTO act (id, at, kind, org, actor, address, case_no, matter, status, reason, marks, subject, outcome_id, views, prints)
        VALUES (@id, @at, @kind, @org, @actor, @address, @case, @matter, @status, @reason, @marks, @subject, @outcome, @views, @prints)
        """,
        "@id", "@at", "@kind", "@org", "@actor", "@address", "@case", "@matter", "@status", "@reason", "@marks", "@subject", "@outcome", "@views", "@prints");

    private readonly Statement _update = new(
        connection, "UPDATE act SET status = @status, outcome_id = @outcome, views = @views, prints = @prints WHERE id = @id", "@status", "@outcome", "@views", "@prints", "@id");

    private readonly Statement _move = new(
        connection, "UPDATE act_position SET last_id = @last WHERE writer = @writer AND last_id = @before", "@last", "@writer", "@before");

    private readonly Statement _begin = new(connection, "INSERT INTO act_position (writer, last_id) VALUES (@writer, @last)", "@writer", "@last");

    private readonly UseCommands _counts = new(connection);

    /// <summary>Last row that was read of each writer.</summary>
    public Dictionary<long, long> Positions()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT writer, last_id FROM act_position";
        using var reader = command.ExecuteReader();
        var positions = new Dictionary<long, long>();
        while (reader.Read())
        {
            positions[reader.GetInt64(0)] = reader.GetInt64(1);
        }

        return positions;
    }

    /// <summary>The stored line of the act that a row of this kind began under a request id.</summary>
    public Act? Find(byte[] request, AuditKind kind) => _find.First(Read, null, request, (short)kind);

    /// <summary>Writes a batch; false when another instance has been faster with the same rows.</summary>
    public bool TryWrite(ActBatch batch, IReadOnlyCollection<(long Writer, long? Before, long Last)> positions)
    {
        using var transaction = connection.BeginTransaction();
        try
        {
            foreach (var (writer, before, last) in positions)
            {
                if (before is null)
                {
                    _begin.Run(transaction, writer, last);
                }
                else if (_move.Run(transaction, last, writer, before.Value) == 0)
                {
                    return false;
                }
            }

            foreach (var act in batch.New)
            {
                _insert.Run(
                    transaction, act.Id, act.At, (short)act.Kind, act.Organisation, act.Actor, act.Address, act.CaseNumber, act.Matter, (short)act.Status, act.Reason,
                    (short)act.Marks, act.Subject, act.OutcomeId, act.Views, act.Prints);
            }

            foreach (var act in batch.Changed)
            {
                _update.Run(transaction, (short)act.Status, act.OutcomeId, act.Views, act.Prints, act.Id);
            }

            _counts.Write(transaction, batch.Counts);
            transaction.Commit();
            return true;
        }
        catch (DbException e) when (database.IsUniqueViolation(e))
        {
            return false;
        }
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _update.Dispose();
        _move.Dispose();
        _begin.Dispose();
        _counts.Dispose();
    }

    private static Act Read(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        At = row.GetInt64(1),
        Kind = (AuditKind)row.GetInt16(2),
        Organisation = row.GetString(3),
        Actor = row.GetString(4),
        Address = row.GetString(5),
        CaseNumber = row.GetString(6),
        Matter = row.GetString(7),
        Status = (AuditStatus)row.GetInt16(8),
        Reason = row.GetInt16(9),
        Marks = (ActMarks)row.GetInt16(10),
        Subject = [],
        OutcomeId = row.GetInt64(11),
        Views = row.GetInt32(12),
        Prints = row.GetInt32(13),
    };
}
