using NotaryMarriageQuery.Core.Audit;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

public sealed class AuditChainTests : CoreTest
{
    // What somebody who owns the file and lifts the guards may do to a row, column by column.
    private static readonly (string Column, string Change)[] _changes =
    [
        ("id", "id + 1000"), ("kind", "kind + 20"), ("at", "at + 1"), ("mono", "mono + 1"), ("req", "randomblob(16)"),
        ("org", "org || 'x'"), ("actor", "actor || 'x'"), ("case_no", "case_no || 'x'"),
        ("subj1", "CASE WHEN subj1 IS NULL THEN x'' ELSE NULL END"), ("subj2", "CASE WHEN subj2 IS NULL THEN x'' ELSE NULL END"),
        ("status", "status + 1"), ("key_id", "key_id + 1"), ("detail", "CAST(detail || x'00' AS BLOB)"), ("mac", "randomblob(32)"),
    ];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var actor = await Host.ActorAsync();
        await Host.Get<NotaryMarriageQuery.Core.Queries.QueryService>().LookUpAsync(CoreHost.RightLookup(), actor, CancellationToken.None);
        await Host.Get<NotaryMarriageQuery.Core.Queries.QueryService>().LookUpAsync(CoreHost.RightLookup() with { CaseNumber = "没有这个案件" }, actor, CancellationToken.None);
    }

    [Fact]
    public void Mac_RowsOfARealDatabase_FollowFromEachOther()
    {
        var rows = Host.Database.ReadRows();

        rows.Select(r => r.Kind).ShouldBe([AuditKind.Start, AuditKind.KeyEvent, AuditKind.Intent, AuditKind.Outcome, AuditKind.Refusal]);
        EvidenceRows.FindBreak(rows, Host.Database.Keys.MacKey).ShouldBeNull();
        EvidenceRows.FindBreak(rows, Host.Database.Keys.FieldKey).ShouldNotBeNull();
    }

    [Fact]
    public void Mac_AnyColumnOfAnyRowChanged_Breaks()
    {
        using var intruder = Host.Database.OpenAsIntruder();
        Execute(intruder, "DROP TRIGGER audit_entry_u; DROP TRIGGER audit_entry_d; DROP TRIGGER audit_entry_i");
        foreach (var row in Host.Database.ReadRows())
        {
            foreach (var (column, change) in _changes)
            {
                using var transaction = intruder.BeginTransaction();
                Execute(intruder, $"UPDATE audit_entry SET {column} = {change} WHERE id = {row.Id}").ShouldBe(1);

                EvidenceRows.FindBreak(EvidenceRows.Read(intruder), Host.Database.Keys.MacKey).ShouldNotBeNull($"{column} of {AuditNumber.Format(row.Id)}");

                transaction.Rollback();
            }
        }
    }

    [Fact]
    public void Mac_RowRemovedExchangedOrMovedAmongFields_Breaks()
    {
        var rows = Host.Database.ReadRows();
        var key = Host.Database.Keys.MacKey;

        foreach (var row in rows.SkipLast(1))
        {
            EvidenceRows.FindBreak(rows.Where(r => r.Id != row.Id), key).ShouldNotBeNull();
        }

        EvidenceRows.FindBreak(rows.Select(r => r.Id == rows[2].Id ? rows[3] with { Id = r.Id } : r.Id == rows[3].Id ? rows[2] with { Id = r.Id } : r), key).ShouldNotBeNull();
        EvidenceRows.FindBreak(rows.Select(r => r.Id == rows[2].Id ? r with { Actor = r.Actor[..^1], CaseNumber = r.Actor[^1] + r.CaseNumber } : r), key).ShouldNotBeNull();
    }

    private static int Execute(System.Data.Common.DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }
}
