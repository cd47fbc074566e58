using MarriageRegistry.Demo;
using Microsoft.Extensions.Options;

namespace MarriageRegistry.Checks;

internal static class CheckServices
{
    public static void AddChecks(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<CheckOptions>().BindConfiguration(CheckOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CheckOptions>, CheckOptionsValidator>();
        if (DemoMode.IsEnabled(builder.Configuration))
        {
            services.PostConfigure<CheckOptions>(options =>
            {
                foreach (var client in DemoChecks.Clients())
                {
                    options.Clients.Add(client);
                }
            });
        }

        services.AddSingleton<BookletReader>();
        services.AddSingleton<CertificateChecker>();
        services.AddSingleton<ScanJournal>();
        services.AddSingleton<JournalledCheck>();
        services.AddSingleton<MachineCheck>();
    }
}
