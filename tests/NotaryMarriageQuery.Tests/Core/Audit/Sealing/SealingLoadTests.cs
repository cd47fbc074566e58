using System.Collections.Concurrent;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;

namespace NotaryMarriageQuery.Tests.Core.Audit.Sealing;

/// <summary>Several instances append and seal on one database at the same time: no client notices, nothing is lost, and the tree stays one.</summary>
public class SealingLoadTests : CoreTest
{
    private readonly ConcurrentQueue<string> _faults = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task InstancesAppendAndSealTogether(int instances)
    {
        var hosts = new List<CoreHost> { Host };
        while (hosts.Count < instances)
        {
            hosts.Add(await Host.StartBesideAsync());
        }

        var actor = await Host.ActorAsync();
        foreach (var clients in new[] { 1, 16, 64 })
        {
            using var over = new CancellationTokenSource();
            var sealing = hosts.ConvertAll(host => Task.Factory.StartNew(() => Seal(host.Get<Sealer>(), over.Token), TaskCreationOptions.LongRunning));
            await Task.WhenAll(Enumerable.Range(0, clients).Select(client =>
                Task.Run(() => LookUpAsync(hosts[client % instances].Get<AuditLog>(), actor, LookupsOf(clients)))));
            await over.CancelAsync();
            await Task.WhenAll(sealing);
        }

        foreach (var beside in hosts.Skip(1))
        {
            await beside.DisposeAsync();
        }

        var tick = Host.Get<Sealer>().Tick()!;
        var result = Host.Get<LogVerification>().Run(threads: 1, progress: null, CancellationToken.None);
        Assert.Empty(_faults);
        Assert.Equal(Host.Database.ReadRows().Count, tick.Head.Size);
        Assert.Equal(2 * (LookupsOf(1) + (16 * LookupsOf(16)) + (64 * LookupsOf(64))), Host.Database.ReadRows().Count(r => r.Kind is AuditKind.Intent or AuditKind.Outcome));
        Assert.Empty(result.Findings.Tampered);
        Assert.Empty(result.Findings.Warnings);
    }

    [Fact]
    public async Task SealerThatDiesInItsTransactionIsReplaced()
    {
        await SealedLog.LookUpAsync(Host.Get<AuditLog>(), await Host.ActorAsync(), 20);
        var database = Host.Database.Database;
        using (var dead = database.Connect())
        {
            // Never committed, never rolled back: its connection is all that ends.
            var transaction = database.TryBeginSealing(dead)!;
            var store = new SealingStore(dead, transaction);
            store.Insert(new Segment(0, Host.Database.ReadRows()[0].Id, 1));
            Assert.Null(Host.Get<Sealer>().Tick());
        }

        var tick = Host.Get<Sealer>().Tick();

        Assert.Equal(Host.Database.ReadRows().Count, tick?.Head.Size);
        Assert.Equal(0, Host.Get<LogVerification>().Run(threads: 1, progress: null, CancellationToken.None).Findings.TamperedCount);
    }

    /// <summary>What each of so many clients does, one after another.</summary>
    private static int LookupsOf(int clients) => clients switch { 1 => 16, 16 => 6, _ => 2 };

    private void Seal(Sealer sealer, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                foreach (var alarm in sealer.Tick()?.Alarms ?? [])
                {
                    _faults.Enqueue($"{alarm.Problem} {alarm.Id}");
                }
            }
            catch (Exception e)
            {
                _faults.Enqueue($"sealer: {e.GetType().Name} {e.Message}");
            }

            over.WaitHandle.WaitOne(100);
        }
    }

    private async Task LookUpAsync(AuditLog log, Actor actor, int count)
    {
        for (var i = 0; i < count; i++)
        {
            try
            {
                await SealedLog.LookUpAsync(log, actor, 1);
            }
            catch (Exception e)
            {
                _faults.Enqueue($"client: {e.GetType().Name} {e.Message} {e.InnerException?.Message}");
            }
        }
    }
}
