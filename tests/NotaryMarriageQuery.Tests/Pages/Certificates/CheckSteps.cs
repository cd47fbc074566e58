using System.Net;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Certificates;

/// <summary>What tests of the certificate check do again and again.</summary>
internal static class CheckSteps
{
    public const string Page = "/certificates/verify";

    /// <summary>A code of the right form that no registry has given out.</summary>
    public const string Code = "0123456789ABCDEFGHJKMNPQRSTVWX";

    /// <summary>A right form for a booklet of 示例一 and 示例二, overridden by these fields.</summary>
    public static Dictionary<string, string> Form(Dictionary<string, string>? fields = null)
    {
        var form = new Dictionary<string, string>
        {
            ["Code"] = Code,
            ["CertificateNumber"] = "J339999-2021-000001",
            ["RegistrationDate"] = "2021-06-01",
            ["Name"] = "示例一",
            ["SpouseName"] = "示例二",
            ["CaseNumber"] = "(2026)示受字第9001号",
            ["Matter"] = "继承权公证",
            ["Ground"] = "PartyConsent",
        };
        foreach (var (name, value) in fields ?? [])
        {
            form[name] = value;
        }

        return form;
    }

    /// <summary>Fills in the form and gives what it answers.</summary>
    public static Task<PortalPage> VerifyAsync(this PortalClient client, Dictionary<string, string>? fields = null) => client.PostAsync(Page, Form(fields));

    /// <summary>Has a booklet checked and gives the address of the outcome.</summary>
    public static async Task<string> CheckedAsync(this PortalClient client, Dictionary<string, string>? fields = null)
    {
        var posted = await client.VerifyAsync(fields);
        posted.Status.ShouldBe(HttpStatusCode.Redirect, string.Join(" ", posted.Errors));
        return posted.Location!;
    }
}
