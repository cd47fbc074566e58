using MarriageRegistry.Checks;
using MarriageRegistry.Data;
using MarriageRegistry.Demo;
using MarriageRegistry.Desk;
using MarriageRegistry.Gateway;
using MarriageRegistry.Journal;
using MarriageRegistry.Registrations;
using MarriageRegistry.Scanning;
using MarriageRegistry.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MarriageRegistry;

internal static class RegistryServices
{
    public static void AddRegistry(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<RegistryConnections>();
        services.AddDbContextFactory<RegistryDbContext>((provider, options) =>
            options.UseSqlite(provider.GetRequiredService<RegistryConnections>().ConnectionString)

                // A test compares model and migrations; at a start the comparison only costs time.
                .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)));

        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        if (DemoMode.IsEnabled(builder.Configuration))
        {
            services.PostConfigure<GatewayOptions>(options =>
            {
                options.Applications.Add(DemoData.Application);
                options.Applications.Add(DemoData.ProvincialApplication);
            });
        }

        services.AddPages(builder.Configuration);
        services.AddDesk(builder.Configuration);
        services.AddSingleton<GatewayTokens>();
        services.AddSingleton<DailyQuota>();
        services.AddSingleton<RegistrationLookup>();
        services.AddSingleton<RegistrationSearcher>();
        services.AddSingleton<LookupJournal>();
        builder.AddChecks();
        builder.AddScanPort();
        services.AddSingleton<LookupDesk>();
        services.AddSingleton<DemoFaults>();
        services.AddSingleton<BusinessCalls>();

        // Started in this order, stopped in the opposite one: the database before the journal, both before the first connection.
        services.AddHostedService<RegistryDatabase>();
        services.AddHostedService(provider => provider.GetRequiredService<LookupJournal>());
    }
}
