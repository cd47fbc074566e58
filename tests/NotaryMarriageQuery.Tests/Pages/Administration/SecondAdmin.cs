using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Administration;

/// <summary>A second person behind the provincial admin's account, without whom there are no four eyes.</summary>
internal static class SecondAdmin
{
    public const string Name = "演示壬";

    /// <summary>Enrols the second admin and signs in as them; with one admin only, that takes effect at once.</summary>
    public static async Task<PortalClient> EnrolAsync(PortalHost host, PortalClient admin)
    {
        const string url = "/administration/accounts/sheng-admin";
        var page = await admin.PostAsync(url + "?handler=Enrol", new() { ["PersonName"] = Name }, url);
        var key = Totp.FromBase32(page.Html.QuerySelector("[data-totp-key]").ShouldNotBeNull(string.Join(' ', page.Errors)).TextContent);
        var client = host.Client();
        (await client.SignInAsync("sheng-admin", Name, code: Totp.CodeAt(key, host.Clock.GetUtcNow()))).Location.ShouldBe("/");
        return client;
    }

    /// <summary>Takes an action of an account's list, by its text or value.</summary>
    public static async Task<PortalPage> ActAsync(PortalClient admin, string account, string action, string reason = "本人遗失手机")
    {
        var url = "/administration/accounts/" + account;
        var option = (await admin.GetAsync(url)).Html.QuerySelectorAll("#Action option").First(o => o.TextContent == action || o.GetAttribute("value") == action);
        return await admin.PostAsync(url, new() { ["Action"] = option.GetAttribute("value")!, ["Reason"] = reason });
    }

    /// <summary>Id of the oldest request that waits, as anybody may read it from the page.</summary>
    public static async Task<string> PendingIdAsync(PortalClient admin) =>
        (await admin.GetAsync("/administration/approvals")).Html.QuerySelector("input[name=Id]").ShouldNotBeNull().GetAttribute("value")!;

    public static Task<PortalPage> ConfirmAsync(PortalClient admin, string id) =>
        admin.PostAsync("/administration/approvals", new() { ["Id"] = id }, "/administration/terms");

    public static Task<PortalPage> RefuseAsync(PortalClient admin, string id) =>
        admin.PostAsync("/administration/approvals?handler=Refuse", new() { ["Id"] = id }, "/administration/terms");
}
