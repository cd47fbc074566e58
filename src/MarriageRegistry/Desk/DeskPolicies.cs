using MarriageRegistry.Desk.Accounts;

namespace MarriageRegistry.Desk;

/// <summary>Who may open which pages of the desk: every registrar, or the head of the office.</summary>
internal static class DeskPolicies
{
    public const string Scheme = "desk";
    public const string Registrar = "desk-registrar";
    public const string OfficeLead = "desk-office-lead";

    public static void AddDeskPolicies(this IServiceCollection services) => services.AddAuthorizationBuilder()
        .AddPolicy(Registrar, policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser())
        .AddPolicy(OfficeLead, policy => policy.AddAuthenticationSchemes(Scheme).RequireRole(nameof(RegistrarRole.OfficeLead)));
}
