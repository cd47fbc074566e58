using System.Globalization;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Sanctions;

/// <summary>What tests of decisions on consequences do again and again.</summary>
internal static class SanctionSteps
{
    public const string Ground = "查询结果被挪作他用。\r\n详见调查报告。";

    /// <summary>A day in China, so many days from today.</summary>
    public static string Day(this PortalHost host, int days = 0) =>
        host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Fields of a decision, without its file.</summary>
    public static async Task<Dictionary<string, string>> FormAsync(this PortalClient admin, string kind, string person = "机构", string office = "shili-gzc", string number = "示司决〔2026〕1号")
    {
        var page = await admin.GetAsync("/administration/sanctions/new/" + office);
        var option = page.Html.QuerySelectorAll("#Person option").First(o => o.TextContent.StartsWith(person, StringComparison.Ordinal));
        return new()
        {
            ["FormId"] = page.Html.QuerySelector("input[name=FormId]")!.GetAttribute("value")!,
            ["Person"] = option.GetAttribute("value")!, ["Kind"] = kind, ["DecisionNumber"] = number, ["Ground"] = Ground,
        };
    }

    /// <summary>Sends a decision with its file.</summary>
    public static Task<PortalPage> DecideAsync(this PortalClient admin, Dictionary<string, string> form, string office = "shili-gzc") =>
        admin.PostFileAsync("/administration/sanctions/new/" + office, form, "DecisionFile", SampleFiles.Pdf());

    /// <summary>Decides and gives the decision's id.</summary>
    public static async Task<string> DecidedAsync(this PortalClient admin, string kind, string person = "机构", string office = "shili-gzc", string? from = null, string? until = null, string number = "示司决〔2026〕1号")
    {
        var form = await admin.FormAsync(kind, person, office, number);
        if (from is not null)
        {
            (form["From"], form["Until"]) = (from, until!);
        }

        var page = await admin.DecideAsync(form, office);
        page.Location.ShouldBe("/administration/sanctions/" + form["FormId"], string.Join(' ', page.Errors));
        return form["FormId"];
    }

    /// <summary>Sends the decision that lifts another.</summary>
    public static Task<PortalPage> LiftAsync(this PortalClient admin, string id, string? formId = null) => admin.PostFileAsync(
        "/administration/sanctions/" + id,
        new() { ["FormId"] = formId ?? Guid.NewGuid().ToString(), ["DecisionNumber"] = "示司决〔2026〕2号", ["Ground"] = "整改完成。" },
        "DecisionFile",
        SampleFiles.Png(),
        formPage: "/administration/approvals");

    /// <summary>Looks up; the sentence of the refusal, null when there is an answer. A refusal is one row of evidence with its own reason.</summary>
    public static async Task<string?> RefusalAsync(this PortalHost host, PortalClient clerk, Dictionary<string, string>? fields = null)
    {
        var (last, asked) = (host.LastEvidence, await host.CountRegistryAnswersAsync());
        var page = await clerk.LookUpAsync(fields);
        if (page.Status == System.Net.HttpStatusCode.Redirect)
        {
            return null;
        }

        page.Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        page.ShouldHold("refused");
        var refused = (await host.ReadEvidenceAsync(last)).ShouldHaveSingleItem().Event.ShouldBeOfType<QueryRefused>();
        refused.Reason.ShouldBe(RefusalReason.UnderSanction);
        refused.Decision.ShouldStartWith("示司决");
        (await host.CountRegistryAnswersAsync()).ShouldBe(asked);
        return page.Errors.Single();
    }
}
