using System.Text;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Registry;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Registry;

/// <summary>Two instances in front of one platform, which voids a secret as soon as it grants the next.</summary>
public class SharedSecretsTests : IAsyncLifetime
{
    protected virtual DatabaseProvider Provider => DatabaseProvider.Sqlite;

    private readonly SteeredClock _clock = new();
    private TestDatabase _database = null!;
    private GatewayStub _gateway = null!;
    private AdapterHost _one = null!;
    private AdapterHost _other = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(demo: false, Provider, shared: true);
        _gateway = await GatewayStub.StartAsync();
        _one = AdapterHost.CreateOver(_database, _gateway.Url, _clock);
        _other = AdapterHost.CreateOver(_database, _gateway.Url, _clock);
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _gateway.DisposeAsync();
        _database.Dispose();
    }

    [Fact]
    public async Task Get_FirstOnBothAtOnce_IsOneRenewal()
    {
        _gateway.Token = async (_, http) =>
        {
            await Task.Delay(300);
            await GatewayStub.WriteAsync(http, _gateway.TokenReply());
        };

        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => GetAsync(i % 2 == 0 ? _one : _other))));

        all.ShouldAllBe(s => s == "request-1");
        _gateway.TokenCalls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Get_RunningOutOnBoth_IsOneRenewalWithTheSharedRefreshSecret()
    {
        await GetAsync(_one);
        (await GetAsync(_other)).ShouldBe("request-1");
        Advance(TimeSpan.FromMinutes(14.2));

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => GetAsync(i % 2 == 0 ? _other : _one))));

        all.ShouldAllBe(s => s == "request-2");
        _gateway.TokenCalls.Select(c => c.Path).ShouldBe([GatewayStub.ByKey, GatewayStub.BySecret]);
    }

    [Fact]
    public async Task Invalidate_OtherHasRenewed_TakesItsSecretInsteadOfRenewing()
    {
        await GetAsync(_one);
        await GetAsync(_other);
        _one.Secrets.Invalidate("request-1");
        (await GetAsync(_one)).ShouldBe("request-2");

        _other.Secrets.Invalidate("request-1");

        (await GetAsync(_other)).ShouldBe("request-2");
        _gateway.TokenCalls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Invalidate_OnBothAtOnce_IsOneRenewal()
    {
        await GetAsync(_one);
        await GetAsync(_other);

        var all = await Task.WhenAll(new[] { _one, _other }.Select(host => Task.Run(() =>
        {
            host.Secrets.Invalidate("request-1");
            return GetAsync(host);
        })));

        all.ShouldAllBe(s => s == "request-2");
        _gateway.TokenCalls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Get_OtherDiedOverTheRenewal_WaitsForItsLeaseOnly()
    {
        await using var impatient = AdapterHost.CreateOver(_database, _gateway.Url, _clock, ("TimeoutSeconds", "1"));
        (await _other.Table.TryLeaseAsync(0, CancellationToken.None)).ShouldNotBeNull();

        (await impatient.Secrets.GetAsync(CancellationToken.None)).ShouldBe(new SecretAnswer(null, RegistryFailure.Timeout));
        _gateway.TokenCalls.ShouldBeEmpty();
        Advance(TimeSpan.FromSeconds(14));

        (await GetAsync(impatient)).ShouldBe("request-1");
    }

    [Fact]
    public async Task Get_OthersRenewalFails_TriesItselfAtOnce()
    {
        var calls = 0;
        _gateway.Token = async (_, http) =>
        {
            await Task.Delay(200);
            await GatewayStub.WriteAsync(http, Interlocked.Increment(ref calls) == 1 ? """{"code":"99"}""" : _gateway.TokenReply());
        };

        var both = await Task.WhenAll(Task.Run(() => GetAsync(_one)), Task.Run(() => GetAsync(_other)));

        both.ShouldBe([null, "request-1"], ignoreOrder: true);
    }

    [Fact]
    public async Task Store_LeaseRanOutAndAnotherRenewed_KeepsTheOthersPair()
    {
        var late = await _one.Table.TryLeaseAsync(0, CancellationToken.None);
        Advance(TimeSpan.FromSeconds(14));
        (await GetAsync(_other)).ShouldBe("request-1");

        var pair = new SecretPair { Secret = "late", EndsAt = _clock.GetUtcNow(), RefreshSecret = "", RefreshEndsAt = _clock.GetUtcNow() };
        (await _one.Table.StoreAsync(late!, new StoredPair(pair, TimeSpan.Zero), CancellationToken.None)).ShouldBeFalse();

        (await GetAsync(_one)).ShouldBe("request-1");
    }

    [Fact]
    public async Task Get_StartedAnew_TakesThePairOverAndThePlatformsClockWithIt()
    {
        _gateway.Clock.Advance(TimeSpan.FromHours(7));
        await GetAsync(_one);

        (await GetAsync(_other)).ShouldBe("request-1");

        _gateway.TokenCalls.Count.ShouldBe(1);
        _other.Platform.Now.ShouldBe(_gateway.Clock.GetUtcNow(), TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task Get_TableGone_GivesNoSecret()
    {
        InstancesTests.DropTable(_database, "gateway_secret");

        (await _one.Secrets.GetAsync(CancellationToken.None)).Secret.ShouldBeNull();

        _gateway.TokenCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stored_Pair_HoldsNoPlainSecret()
    {
        await GetAsync(_one);

        await using var db = _database.Context();
        var stored = db.GatewaySecrets.Single().Sealed;

        stored.AsSpan().IndexOf(Encoding.UTF8.GetBytes("request-1")).ShouldBe(-1);
        stored.AsSpan().IndexOf(Encoding.UTF8.GetBytes("refresh-1")).ShouldBe(-1);
    }

    private static async Task<string?> GetAsync(AdapterHost host) => (await host.Secrets.GetAsync(CancellationToken.None)).Secret;

    private void Advance(TimeSpan by)
    {
        _clock.Advance(by);
        _gateway.Clock.Advance(by);
    }
}
