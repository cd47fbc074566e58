using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

/// <summary>Every failure here is made by the server itself.</summary>
public sealed class PostgresWriterFailureTests : CoreTest
{
    protected override DatabaseProvider Provider => DatabaseProvider.PostgreSql;

    private AuditWriter Writer => Host.Get<AuditWriter>();

    private PostgresTestDatabase Database => (PostgresTestDatabase)Host.Database;

    [Fact]
    public async Task Append_ServerEndsTheConnection_TheNextRowIsThereOnceAndFollows()
    {
        var last = await Writer.AppendAsync(Draft());
        EndConnections();

        var next = await Writer.AppendAsync(Draft());

        next.Id.ShouldBe(last.Id + 1);
        EvidenceRows.FindBreak(Database.ReadRows(), Database.Keys.MacKey).ShouldBeNull();
    }

    [Fact]
    public async Task Append_ServerRefusesCommitsForGood_FailsAndANewWriterNamesItsPredecessor()
    {
        var last = await Writer.AppendAsync(Draft());
        Host.Connections.RefuseCommits = true;
        await Should.ThrowAsync<EvidenceUnavailableException>(() => Writer.AppendAsync(Draft()));
        Writer.IsReady.ShouldBeFalse();
        Host.Connections.RefuseCommits = false;

        ShouldHaveTakenOver(last, await Writer.AppendAsync(Draft()));
    }

    [Fact]
    public async Task Append_ServerSwallowsTheRow_IsNotTakenForDurable()
    {
        var last = await Writer.AppendAsync(Draft());
        Database.Execute("""
            CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            CREATE TRIGGER swallow BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION swallow();
            """);
        await Should.ThrowAsync<EvidenceUnavailableException>(() => Writer.AppendAsync(Draft()));
        Database.Execute("DROP TRIGGER swallow ON audit_entry");

        ShouldHaveTakenOver(last, await Writer.AppendAsync(Draft()));
    }

    [Fact]
    public async Task Append_ForeignRowUnderTheNextNumber_IsAConflictAndTheWriterEnds()
    {
        var last = await Writer.AppendAsync(Draft());
        Database.Execute($"""
            INSERT INTO audit_entry
            SELECT id + 1, kind, at, mono, req, org, 'somebody', case_no, subj1, subj2, status, key_id, detail, mac FROM audit_entry WHERE id = {last.Id}
            """).ShouldBe(1);

        var failure = await Should.ThrowAsync<EvidenceUnavailableException>(() => Writer.AppendAsync(Draft()));

        failure.InnerException.ShouldBeOfType<EvidenceConflictException>();
        ((await Writer.AppendAsync(Draft())).Id >> 32).ShouldNotBe(last.Id >> 32);
    }

    [Fact]
    public async Task Append_LastAcknowledgedRowIsGone_IsAConflict()
    {
        var last = await Writer.AppendAsync(Draft());
        Database.Execute($"ALTER TABLE audit_entry DISABLE TRIGGER append_only; DELETE FROM audit_entry WHERE id = {last.Id}").ShouldBe(1);

        // The connection ends, so that the writer looks at what it wrote before: a stale copy of the database has taken over.
        EndConnections();
        var failure = await Should.ThrowAsync<EvidenceUnavailableException>(() => Writer.AppendAsync(Draft()));

        failure.InnerException.ShouldBeOfType<EvidenceConflictException>();
    }

    [Fact]
    public async Task Probe_DatabaseIsReadOnly_Fails()
    {
        await Writer.ProbeAsync();
        Database.Execute($"ALTER DATABASE {Database.Name} SET default_transaction_read_only = on");
        EndConnections();

        await Should.ThrowAsync<EvidenceUnavailableException>(Writer.ProbeAsync);

        Database.Execute($"SET transaction_read_only = off; ALTER DATABASE {Database.Name} SET default_transaction_read_only = off");
        EndConnections();
        await EventuallyAsync(Writer.ProbeAsync);
    }

    [Fact]
    public async Task PreparedReads_ServerEndsEveryConnection_AnswerAgainAtOnce()
    {
        var directory = Host.Get<AccessDirectory>();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => directory.GetAsync(CancellationToken.None)));
        EndConnections();

        var failed = 0;
        for (var i = 0; i < 10; i++)
        {
            try
            {
                await directory.GetAsync(CancellationToken.None);
            }
            catch (System.Data.Common.DbException)
            {
                failed++;
            }
        }

        // The first to notice clears the driver's pool.
        failed.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task PreparedReads_ManyAtOnce_HoldNoConnectionAfterwards()
    {
        var directory = Host.Get<AccessDirectory>();

        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Task.Run(() => directory.GetAsync(CancellationToken.None))));

        // A hundred is the driver's limit: more callers than that were served, and the next still is.
        (await directory.GetAsync(CancellationToken.None)).Institutions.ShouldNotBeEmpty();
    }

    private static AuditDraft Draft() => new(AuditKind.Search, new WriterStopped());

    private static async Task EventuallyAsync(Func<Task> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await act();
                return;
            }
            catch (EvidenceUnavailableException) when (attempt < 5)
            {
                await Task.Delay(100);
            }
        }
    }

    private void EndConnections() =>
        Database.Execute($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND usename = '{PostgresTestDatabase.App}'");

    private void ShouldHaveTakenOver(AuditEntry last, AuditEntry next)
    {
        var rows = Database.ReadRows();
        (next.Id >> 32).ShouldNotBe(last.Id >> 32);
        var start = rows.Single(r => r.Id == AuditChain.FirstId((int)(next.Id >> 32)));
        AuditJson.Read(Database.Keys, start).ShouldBeOfType<WriterStarted>().PredecessorLastId.ShouldBe(last.Id);
        EvidenceRows.FindBreak(rows, Database.Keys.MacKey).ShouldBeNull();
    }
}
