using Microsoft.AspNetCore.Mvc.ApplicationModels;
using NotaryMarriageQuery.Core.Accounts;

namespace NotaryMarriageQuery.Portal.Security;

/// <summary>Who may open which pages. The one table of rights; <c>docs/access-rules.md</c> repeats it and a test walks both.</summary>
public static class AccessRules
{
    /// <summary>Pages by folder or page, and the roles that may open them. What stands nowhere here is open to nobody.</summary>
    public static readonly IReadOnlyList<AccessRule> All =
    [
        new("/Queries", [AccountRole.NotaryOffice]),
        new("/Certificates", [AccountRole.NotaryOffice]),
        new("/Cases", [AccountRole.NotaryOffice]),
        new("/Assistance", [AccountRole.NotaryOffice]),
        new("/Verifications", [AccountRole.NotaryOffice]),
        new("/Inspections", [AccountRole.NotaryOffice]),
        new("/Sanctions", [AccountRole.NotaryOffice]),
        new("/Reports", [AccountRole.Inspector]),
        new("/Supervision", [AccountRole.Inspector, AccountRole.ProvincialAuditor]),
        new("/Register", [AccountRole.NotaryOffice, AccountRole.Inspector, AccountRole.ProvincialAuditor]),
        new("/Supervision/Statement", [AccountRole.ProvincialAuditor]),
        new("/Supervision/AlertRules", [AccountRole.ProvincialAuditor]),
        new("/Supervision/Integrity", [AccountRole.ProvincialAuditor]),
        new("/Supervision/Reconcile", [AccountRole.ProvincialAuditor]),
        new("/Supervision/Keys", [AccountRole.ProvincialAuditor]),
        new("/Administration", [AccountRole.ProvincialAdmin]),
        new("/Index", Enum.GetValues<AccountRole>()),
        new("/Account/Password", Enum.GetValues<AccountRole>()),
        new("/Account/Terms", Enum.GetValues<AccountRole>()),
        new("/Account/Anomaly", Enum.GetValues<AccountRole>()),
        new("/Account/SignOut", Enum.GetValues<AccountRole>()),
        new("/Account/Stay", Enum.GetValues<AccountRole>()),
    ];

    /// <summary>Pages that need no sign-in.</summary>
    public static readonly IReadOnlyList<string> Public = ["/Account/SignIn", "/Account/Verify", "/Error"];

    internal static void Apply(PageConventionCollection conventions)
    {
        foreach (var rule in All)
        {
            if (rule.IsFolder)
            {
                conventions.AuthorizeFolder(rule.Pages, rule.Policy);
            }
            else
            {
                conventions.AuthorizePage(rule.Pages, rule.Policy);
            }
        }

        foreach (var page in Public)
        {
            conventions.AllowAnonymousToPage(page);
        }
    }
}

/// <summary>Roles that may open a folder of pages, or one page.</summary>
/// <param name="Pages">Folder or page, as Razor Pages name it.</param>
/// <param name="Roles">Roles that may.</param>
public sealed record AccessRule(string Pages, AccountRole[] Roles)
{
    /// <summary>Name of the policy.</summary>
    public string Policy => Pages;

    /// <summary>True for a folder of pages.</summary>
    public bool IsFolder => Pages is "/Queries" or "/Certificates" or "/Cases" or "/Assistance" or "/Verifications" or "/Inspections" or "/Sanctions" or "/Reports" or "/Register" or "/Supervision" or "/Administration";
}
