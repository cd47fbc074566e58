using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Pages.Sanctions;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Inspections;

/// <summary>What tests of inspections do again and again.</summary>
internal static class InspectionSteps
{
    public const string Url = "/supervision/inspections/";

    /// <summary>A right plan over yesterday and today.</summary>
    public static Dictionary<string, string> Plan(this PortalHost host, Dictionary<string, string>? fields = null)
    {
        var form = new Dictionary<string, string>
        {
            ["FormId"] = Guid.NewGuid().ToString(), ["Title"] = "第二季度检查", ["Kind"] = "Random", ["From"] = host.Day(-1), ["Until"] = host.Day(), ["Size"] = "3", ["Strata"] = "None",
        };
        foreach (var (name, value) in fields ?? [])
        {
            form[name] = value;
        }

        return form;
    }

    /// <summary>Plans an inspection and gives its id.</summary>
    public static async Task<string> PlannedAsync(this PortalClient client, PortalHost host, Dictionary<string, string>? fields = null)
    {
        var form = host.Plan(fields);
        var page = await client.PostAsync(Url + "new", form);
        page.Location.ShouldBe(Url + form["FormId"], string.Join(' ', page.Errors));
        return form["FormId"];
    }

    public static Task<PortalPage> DrawAsync(this PortalClient client, string id) => client.PostAsync($"{Url}{id}?handler=Draw", [], Url + "new");

    /// <summary>Records a finding, with a file where one is given.</summary>
    public static Task<PortalPage> FindAsync(this PortalClient client, string id, string subject, string? formId = null, byte[]? file = null)
    {
        var form = new Dictionary<string, string> { ["FormId"] = formId ?? Guid.NewGuid().ToString(), ["Subject"] = subject, ["Severity"] = "Serious", ["Text"] = "卷内未见当事人同意。" };
        return file is null ? client.PostAsync($"{Url}{id}/finding", form, Url + "new") : client.PostFileAsync($"{Url}{id}/finding", form, "FindingFile", file, formPage: Url + "new");
    }

    /// <summary>Answers the checklist for one lookup, over the version that the page shows or the one given.</summary>
    public static async Task<PortalPage> CheckAsync(this PortalClient client, string id, int position, string consent = "Yes", string? version = null, string remark = "") => await client.PostAsync(
        $"{Url}{id}/{position}",
        new()
        {
            ["Version"] = version ?? await client.VersionAsync(id, position), ["Consent"] = consent, ["Genuine"] = "Yes", ["Party"] = "Yes", ["Letter"] = "NotApplicable", ["Remark"] = remark,
        },
        Url + "new");

    /// <summary>The version of the checklist that a page shows.</summary>
    public static async Task<string> VersionAsync(this PortalClient client, string id, int position) =>
        (await client.GetAsync($"{Url}{id}/{position}")).Html.QuerySelector("input[name=Version]")?.GetAttribute("value") ?? "0";

    /// <summary>Closes over what the page shows, or over the number given.</summary>
    public static async Task<PortalPage> CloseAsync(this PortalClient client, string id, string? changes = null)
    {
        changes ??= (await client.GetAsync(Url + id)).Html.QuerySelector("input[name=Changes]")?.GetAttribute("value") ?? "0";
        return await client.PostAsync(Url + id, new() { ["Conclusion"] = "责令整改。", ["Changes"] = changes }, Url + "new");
    }
}
