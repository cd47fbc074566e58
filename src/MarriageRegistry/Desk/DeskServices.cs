using MarriageRegistry.Demo;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Entry;
using MarriageRegistry.Desk.Journal;
using MarriageRegistry.Desk.Printing;
using Microsoft.Extensions.Options;

namespace MarriageRegistry.Desk;

internal static class DeskServices
{
    public static void AddDesk(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DeskOptions>().BindConfiguration(DeskOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeskOptions>, DeskOptionsValidator>();
        if (DemoMode.IsEnabled(configuration))
        {
            services.PostConfigure<DeskOptions>(options => options.FirstSerial = DemoRegistrars.FirstSerial);
        }

        services.AddDeskCookie();
        services.AddDeskPolicies();
        services.AddSingleton<DeskTransactions>();
        services.AddSingleton<RegistrarKeys>();
        services.AddSingleton<RegistrarSignIn>();
        services.AddSingleton<DeskJournal>();
        services.AddSingleton<RegistrationDesk>();
        services.AddSingleton<CorrectionDesk>();
        services.AddSingleton<PrintDesk>();
    }
}
