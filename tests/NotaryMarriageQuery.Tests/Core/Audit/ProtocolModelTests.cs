using Microsoft.Extensions.Logging.Abstractions;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Tests.Core.Audit.Sealing;

namespace NotaryMarriageQuery.Tests.Core.Audit;

/// <summary>
/// Every path of a lookup through the real writer and permit: each commit succeeds, is refused once or for good, or takes effect and
/// reports an error; the process ends between any two steps; afterwards somebody tries again or does not. On every path: what was asked
/// has its durable intent, what was shown its durable outcome, and no row is there twice.
/// </summary>
public class ProtocolModelTests : CoreTest, IAsyncDisposable
{
    private readonly List<string> _broken = [];
    private Actor _actor = null!;
    private AuditWriter _writer = null!;
    private Choices _choices = null!;
    private int _paths;

    private enum Commit
    {
        Good,
        RefusedOnce,
        RefusedForGood,
        Ambiguous,
        AmbiguousAfterRefusal,
    }

    /// <summary>The last writer was closed by the test itself; this is for a test that ended early.</summary>
    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await _writer.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task NoPathAsksWithoutIntentOrShowsWithoutOutcome()
    {
        _actor = await Host.ActorAsync();
        await StartWriterAsync();
        for (Choices? next = new([]); next is not null; next = _choices.Next())
        {
            _choices = next;
            _paths++;
            var first = new Lookup();
            await WalkAsync(first);
            Check(first);
            if (_choices.Pick(2) == 1)
            {
                // Once more, and now everything goes well.
                var again = new Lookup();
                _choices.NoMore();
                await WalkAsync(again);
                Demand(again.Shown, "not shown at the second time", again);
                Check(first);
                Check(again);
            }
        }

        await _writer.DisposeAsync();
        Assert.Empty(_broken);
        Assert.InRange(_paths, 90, 1000);
        Assert.Null(EvidenceRows.FindBreak(Host.Database.ReadRows(), Host.Database.Keys.MacKey));
    }

    // The states of one lookup, in the order of the protocol; false from Crashes means that the process lives on.
    private async Task WalkAsync(Lookup lookup)
    {
        if (await CrashesAsync())
        {
            return;
        }

        var log = new AuditLog(_writer, Host.Get<SealingService>(), Host.Clock);
        Permit permit;
        try
        {
            Arrange(out lookup.IntentCommit);
            permit = await SealedLog.BeginAsync(log, _actor);
        }
        catch (EvidenceUnavailableException)
        {
            return;
        }

        lookup.Request = permit.Intent.Request;
        if (await CrashesAsync())
        {
            return;
        }

        permit.Use(SealedLog.Question);
        lookup.Called = true;
        if (await CrashesAsync())
        {
            return;
        }

        try
        {
            Arrange(out lookup.OutcomeCommit);
            await SealedLog.EndAsync(log, permit, _actor);
        }
        catch (EvidenceUnavailableException)
        {
            return;
        }

        if (await CrashesAsync())
        {
            return;
        }

        lookup.Shown = true;
    }

    private void Arrange(out Commit commit)
    {
        commit = (Commit)_choices.Pick(5);
        Host.Connections.RefusedCommits = commit switch { Commit.RefusedOnce or Commit.AmbiguousAfterRefusal => 1, Commit.RefusedForGood => 5, _ => 0 };
        Host.Connections.AmbiguousCommits = commit is Commit.Ambiguous or Commit.AmbiguousAfterRefusal ? 1 : 0;
    }

    private async Task<bool> CrashesAsync()
    {
        if (_choices.Pick(2) == 0)
        {
            return false;
        }

        // What a process that ended leaves behind is what the database has; the next one begins a sequence of its own.
        var dead = _writer;
        await StartWriterAsync();
        await dead.DisposeAsync();
        return true;
    }

    private async Task StartWriterAsync()
    {
        (Host.Connections.RefusedCommits, Host.Connections.AmbiguousCommits) = (0, 0);
        _writer = new AuditWriter(new AuditStore(Host.Connections.Connect), Host.Database.Keys, Host.Clock, NullLogger<AuditWriter>.Instance);
        await _writer.StartAsync(CancellationToken.None);
        await _writer.ProbeAsync();
    }

    private void Check(Lookup lookup)
    {
        (Host.Connections.RefusedCommits, Host.Connections.AmbiguousCommits) = (0, 0);
        using var connection = Host.Database.OpenAsIntruder();
        var intents = Count(connection, AuditKind.Intent, lookup.Request);
        var outcomes = Count(connection, AuditKind.Outcome, lookup.Request);
        Demand(!lookup.Called || intents == 1, "called without a durable intent", lookup);
        Demand(!lookup.Shown || outcomes == 1, "shown without a durable outcome", lookup);
        Demand(intents <= 1 && outcomes <= intents, "a row too many", lookup);
        Demand(lookup.IntentCommit != Commit.RefusedForGood || !lookup.Called, "called although the intent was refused", lookup);
        Demand(lookup.OutcomeCommit != Commit.RefusedForGood || !lookup.Shown, "shown although the outcome was refused", lookup);
    }

    private static int Count(System.Data.Common.DbConnection connection, AuditKind kind, byte[] request)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM audit_entry WHERE kind = {(int)kind} AND req = x'{Convert.ToHexString(request)}'";
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private void Demand(bool holds, string what, Lookup lookup)
    {
        if (!holds)
        {
            _broken.Add($"{what}: {lookup.IntentCommit}, {lookup.OutcomeCommit}, called {lookup.Called}, shown {lookup.Shown}, path {_choices}");
        }
    }

    private sealed class Lookup
    {
        public Commit IntentCommit;
        public Commit OutcomeCommit;

        public byte[] Request { get; set; } = [];

        public bool Called { get; set; }

        public bool Shown { get; set; }
    }

    /// <summary>One path as the list of its decisions; the next one differs at the last decision that has another alternative.</summary>
    private sealed class Choices(List<(int Taken, int Of)> known)
    {
        private int _at;
        private bool _over;

        public int Pick(int of)
        {
            if (_over)
            {
                return 0;
            }

            if (_at == known.Count)
            {
                known.Add((0, of));
            }

            return known[_at++].Taken;
        }

        /// <summary>From here on only the first alternative of each decision.</summary>
        public void NoMore() => _over = true;

        public Choices? Next()
        {
            var last = known.FindLastIndex(c => c.Taken + 1 < c.Of);
            return last < 0 ? null : new([.. known[..last], (known[last].Taken + 1, known[last].Of)]);
        }

        public override string ToString() => string.Concat(known.Select(c => c.Taken));
    }
}
