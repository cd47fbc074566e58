using Xunit;

namespace NotaryMarriageQuery.Tests.Core.Registry;

/// <summary>An adapter in front of a stub of the gateway, both on one clock that the test moves.</summary>
public abstract class AdapterTestBase : IAsyncLifetime
{
    private protected SteeredClock Clock { get; } = new();

    private protected GatewayStub Gateway { get; private set; } = null!;

    private protected AdapterHost Adapter { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Gateway = await GatewayStub.StartAsync();
        Adapter = AdapterHost.Create(Gateway.Url + "/", Clock);
    }

    public async Task DisposeAsync()
    {
        await Adapter.DisposeAsync();
        await Gateway.DisposeAsync();
    }

    /// <summary>An adapter that waits two seconds in all.</summary>
    private protected AdapterHost Impatient() => AdapterHost.Create(Gateway.Url, Clock, ("TimeoutSeconds", "2"));

    /// <summary>Lets time pass on both sides.</summary>
    protected void Advance(TimeSpan by)
    {
        Clock.Advance(by);
        Gateway.Clock.Advance(by);
    }
}
