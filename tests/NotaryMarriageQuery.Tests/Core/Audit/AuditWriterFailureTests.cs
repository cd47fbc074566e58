using System.Diagnostics;
using NotaryMarriageQuery.Core.Audit;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

/// <summary>Every failure here is made by SQLite itself.</summary>
public sealed class AuditWriterFailureTests : CoreTest
{
    private AuditWriter Writer => Host.Get<AuditWriter>();

    [Fact]
    public async Task Append_SomebodyHoldsTheWriteLock_FailsAndANewWriterNamesItsPredecessor()
    {
        var last = await Writer.AppendAsync(Draft());
        using (var intruder = Host.Database.OpenAsIntruder())
        {
            using var held = intruder.BeginTransaction();
            await Should.ThrowAsync<EvidenceUnavailableException>(() => Writer.AppendAsync(Draft()));
            var waited = Stopwatch.StartNew();
            while (Writer.IsReady && waited.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(50);
            }

            Writer.IsReady.ShouldBeFalse();
        }

        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var next = await Writer.AppendAsync(Draft());

        ShouldHaveTakenOver(last, next);
    }

    [Fact]
    public async Task Append_DiskFull_FailsAndWhatWasAcknowledgedStands()
    {
        var acknowledged = new List<AuditEntry> { await Writer.AppendAsync(Draft()) };
        Host.Connections.Full = true;
        Host.Connections.RefuseCommits = true;
        await Should.ThrowAsync<EvidenceUnavailableException>(() => Writer.AppendAsync(Draft()));
        Host.Connections.RefuseCommits = false;

        // From here on the only fault is the full disk; what room the last page has may still be used.
        var failed = false;
        for (var i = 0; i < 200 && !failed; i++)
        {
            try
            {
                acknowledged.Add(await Writer.AppendAsync(Draft(1900)));
            }
            catch (EvidenceUnavailableException)
            {
                failed = true;
            }
        }

        failed.ShouldBeTrue();
        await Should.ThrowAsync<EvidenceUnavailableException>(() => Writer.AppendAsync(Draft(1900)));
        Host.Connections.Full = false;
        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var next = await Writer.AppendAsync(Draft(1900));

        var rows = Host.Database.ReadRows();
        acknowledged.ShouldAllBe(a => rows.Any(r => r.Id == a.Id && r.Mac.SequenceEqual(a.Mac)));
        rows.ShouldContain(r => r.Id == next.Id);
        EvidenceRows.FindBreak(rows, Host.Database.Keys.MacKey).ShouldBeNull();
    }

    [Fact]
    public async Task Append_CommitFailsForGood_FailsAndANewWriterNamesItsPredecessor()
    {
        var last = await Writer.AppendAsync(Draft());
        var tried = Host.Connections.Commits;
        Host.Connections.RefuseCommits = true;

        await Should.ThrowAsync<EvidenceUnavailableException>(() => Writer.AppendAsync(Draft()));
        (Host.Connections.Commits - tried).ShouldBe(5);
        Writer.IsReady.ShouldBeFalse();
        Host.Connections.RefuseCommits = false;
        var next = await Writer.AppendAsync(Draft());

        ShouldHaveTakenOver(last, next);
    }

    [Fact]
    public async Task Append_CommitTakesEffectAndReportsAnError_TheRowIsThereOnce()
    {
        var before = await Writer.AppendAsync(Draft());
        Volatile.Write(ref Host.Connections.AmbiguousCommits, 1);

        var row = await Writer.AppendAsync(Draft());

        Volatile.Read(ref Host.Connections.AmbiguousCommits).ShouldBeLessThan(1);
        row.Id.ShouldBe(before.Id + 1);
        var rows = Host.Database.ReadRows();
        rows.Count(r => r.Request.SequenceEqual(row.Request) && r.Kind == AuditKind.Search && r.Id == row.Id).ShouldBe(1);
        rows.Count.ShouldBe(4);
        EvidenceRows.FindBreak(rows, Host.Database.Keys.MacKey).ShouldBeNull();
        (await Writer.AppendAsync(Draft())).Id.ShouldBe(row.Id + 1);
    }

    [Fact]
    public async Task Append_ForeignRowUnderTheNextNumber_IsAConflictAndTheWriterEnds()
    {
        var last = await Writer.AppendAsync(Draft());
        using (var intruder = Host.Database.OpenAsIntruder())
        {
            using var command = intruder.CreateCommand();
            command.CommandText = $"""
                INSERT INTO audit_entry
                SELECT id + 1, kind, at, mono, randomblob(16), org, 'somebody', case_no, subj1, subj2, status, key_id, detail, randomblob(32)
                FROM audit_entry WHERE id = {last.Id}
                """;
            command.ExecuteNonQuery().ShouldBe(1);
        }

        var failure = await Should.ThrowAsync<EvidenceUnavailableException>(() => Writer.AppendAsync(Draft()));

        failure.InnerException.ShouldBeOfType<EvidenceConflictException>();
        var next = await Writer.AppendAsync(Draft());
        (next.Id >> 32).ShouldNotBe(last.Id >> 32);
        EvidenceRows.FindBreak(Host.Database.ReadRows(), Host.Database.Keys.MacKey).ShouldBe($"{AuditNumber.Format(last.Id + 1)}: MAC");
    }

    [Fact]
    public async Task Append_LastAcknowledgedRowIsGone_IsAConflict()
    {
        var last = await Writer.AppendAsync(Draft());
        using (var intruder = Host.Database.OpenAsIntruder())
        {
            using var command = intruder.CreateCommand();
            command.CommandText = $"DROP TRIGGER audit_entry_d; DELETE FROM audit_entry WHERE id = {last.Id}";
            command.ExecuteNonQuery();
        }

        // The first attempt fails, so that the writer looks at what it wrote before.
        Volatile.Write(ref Host.Connections.AmbiguousCommits, 1);
        var failure = await Should.ThrowAsync<EvidenceUnavailableException>(() => Writer.AppendAsync(Draft()));

        failure.InnerException.ShouldBeOfType<EvidenceConflictException>();
    }

    [Fact]
    public async Task Append_DatabaseSwallowsTheRow_IsNotTakenForDurable()
    {
        var last = await Writer.AppendAsync(Draft());
        using (var intruder = Host.Database.OpenAsIntruder())
        {
            using var command = intruder.CreateCommand();
            command.CommandText = "CREATE TRIGGER swallow BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(IGNORE); END";
            command.ExecuteNonQuery();
            await Should.ThrowAsync<EvidenceUnavailableException>(() => Writer.AppendAsync(Draft()));
            command.CommandText = "DROP TRIGGER swallow";
            command.ExecuteNonQuery();
        }

        ShouldHaveTakenOver(last, await Writer.AppendAsync(Draft()));
    }

    [Fact]
    public async Task Probe_DatabaseCannotBeWritten_Fails_AndRevivesAfterwards()
    {
        await Writer.ProbeAsync();
        Host.Connections.RefuseCommits = true;
        await Should.ThrowAsync<EvidenceUnavailableException>(() => Writer.AppendAsync(Draft()));
        await Should.ThrowAsync<EvidenceUnavailableException>(Writer.ProbeAsync);
        Host.Connections.RefuseCommits = false;

        await Writer.ProbeAsync();

        Writer.IsReady.ShouldBeTrue();
    }

    private static AuditDraft Draft(int size = 10) => new(AuditKind.Search, new WriterStarted { Program = new string('a', size) });

    private void ShouldHaveTakenOver(AuditEntry last, AuditEntry next)
    {
        var rows = Host.Database.ReadRows();
        (next.Id >> 32).ShouldNotBe(last.Id >> 32);
        var start = rows.Single(r => r.Id == AuditChain.FirstId((int)(next.Id >> 32)));
        AuditJson.Read(Host.Database.Keys, start).ShouldBeOfType<WriterStarted>().PredecessorLastId.ShouldBe(last.Id);
        EvidenceRows.FindBreak(rows, Host.Database.Keys.MacKey).ShouldBeNull();
    }
}
