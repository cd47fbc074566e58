using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Core;

namespace NotaryMarriageQuery.Tests.Pages;

/// <summary>The same on a server that is shared in earnest, with the rights of the portal's own account.</summary>
public sealed class InstancesOnPostgreSql : InstancesTests, IAsyncLifetime
{
    private PostgresTestDatabase _database = null!;

    public async Task InitializeAsync() => _database = (PostgresTestDatabase)await TestDatabase.CreateAsync(demo: false, DatabaseProvider.PostgreSql);

    public Task DisposeAsync()
    {
        _database.Dispose();
        return Task.CompletedTask;
    }

    protected override async Task<PortalHost> StartAsync(Dictionary<string, string?>? settings = null) => await PortalHost.StartAsync(new(settings ?? [])
    {
        ["Database:Provider"] = "PostgreSql",
        ["ConnectionStrings:Portal"] = await PostgresServer.AsAsync(_database.Name, PostgresTestDatabase.App),
    });

    // A lock would be waited for until the driver's time-out.
    protected override Task<IAsyncDisposable> RefuseWritingAsync(PortalHost host)
    {
        _database.Execute("REVOKE INSERT ON lookup_form, sign_in_attempt FROM portal_app");
        return Task.FromResult<IAsyncDisposable>(new Grant(_database));
    }

    private sealed class Grant(PostgresTestDatabase database) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            database.Execute("GRANT INSERT ON lookup_form, sign_in_attempt TO portal_app");
            return ValueTask.CompletedTask;
        }
    }
}
