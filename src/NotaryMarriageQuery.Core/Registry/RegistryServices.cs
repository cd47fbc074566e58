using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>Puts the way to the civil-affairs platform into the container.</summary>
public static class RegistryServices
{
    /// <summary>Adds <see cref="ICivilAffairsRegistry"/> over the database and keys that the container has; section <c>Registry</c> is checked when the host starts.</summary>
    public static IServiceCollection AddRegistry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RegistryOptions>().Bind(configuration.GetSection(RegistryOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RegistryOptions>, RegistryOptionsRules>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<GatewaySigner>();
        services.AddSingleton<GatewayClient>();
        services.AddSingleton<PlatformClock>();
        services.AddSingleton<GatewaySecretTable>();
        services.AddSingleton<GatewaySecrets>();
        services.AddSingleton<NationalVerification>();
        services.AddSingleton<MarryInfo>();
        services.AddSingleton<GatewayService>(provider => provider.GetRequiredService<IOptions<RegistryOptions>>().Value.Service switch
        {
            RegistryServiceKind.MarryInfo => provider.GetRequiredService<MarryInfo>(),
            _ => provider.GetRequiredService<NationalVerification>(),
        });
        services.AddSingleton<RegistryCalls>();
        services.AddSingleton<RegistryLookup>();
        services.AddSingleton<RegistryBreaker>();
        services.AddSingleton<ICivilAffairsRegistry, CivilAffairsRegistry>();
        services.AddSingleton<ICivilAffairsSearch, CivilAffairsSearch>();
        services.AddSingleton<ICertificateRegistry, CertificateRegistry>();
        return services;
    }
}
