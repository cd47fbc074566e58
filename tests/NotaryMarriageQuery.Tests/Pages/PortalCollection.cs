using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.Tests.Pages;

/// <summary>One portal and registry for all page tests that leave accounts, workstations and openings as they found them.</summary>
public sealed class PortalFixture : IAsyncLifetime
{
    public PortalHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();
}

[CollectionDefinition(nameof(PortalCollection))]
public sealed class PortalCollection : ICollectionFixture<PortalFixture>;
