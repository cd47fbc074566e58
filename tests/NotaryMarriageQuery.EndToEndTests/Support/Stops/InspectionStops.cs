using System.Globalization;
using Microsoft.Playwright;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>Inspections: plan, draw, checklist, findings, report; and what the institution answers.</summary>
internal static partial class Tour
{
    private const string Inspections = "/supervision/inspections";

    private static IEnumerable<Stop> Inspected() =>
    [
        Inspector("inspection-new", 200, p => p.GotoAsync(Inspections + "/new")),
        Inspector("inspection-new-error", 400, async p =>
        {
            await p.GotoAsync(Inspections + "/new");
            await p.PressAsync("制定并公布种子");
        }),
        Inspector("inspection-planned", 200, async (p, host) => await p.GotoAsync($"{Inspections}/{await PlanAsync(host, draw: false)}")),
        Inspector("inspections", 200, async (p, host) =>
        {
            await PlanAsync(host, draw: true);
            await p.GotoAsync(Inspections);
        }),
        Inspector("inspection", 200, async (p, host) => await p.GotoAsync($"{Inspections}/{await PlanAsync(host, draw: true)}")),
        Inspector("inspection-close-error", 400, async (p, host) =>
        {
            await p.GotoAsync($"{Inspections}/{await PlanAsync(host, draw: true)}");
            await p.PressAsync("办结");
        }),
        Inspector("inspection-item", 200, async (p, host) => await p.GotoAsync($"{Inspections}/{await PlanAsync(host, draw: true)}/1")),
        Inspector("inspection-item-error", 400, async (p, host) =>
        {
            await p.GotoAsync($"{Inspections}/{await PlanAsync(host, draw: true)}/1");
            await p.PressAsync("保存");
        }),
        Inspector("inspection-finding", 200, async (p, host) => await p.GotoAsync($"{Inspections}/{await PlanAsync(host, draw: true)}/finding?Item=1")),
        Inspector("inspection-finding-error", 400, async (p, host) =>
        {
            await p.GotoAsync($"{Inspections}/{await PlanAsync(host, draw: true)}/finding");
            await p.PressAsync("登记问题");
        }),
        Inspector("inspection-report", 200, async (p, host) => await p.GotoAsync($"{Inspections}/{await PlanAsync(host, draw: true)}/print")),
        Clerk("findings", 200, async (p, host) =>
        {
            await PlanAsync(host, draw: true);
            await p.GotoAsync("/inspections");
        }),
        Clerk("finding", 200, async (p, host) =>
        {
            await PlanAsync(host, draw: true);
            await p.GotoAsync("/inspections");
            await p.Locator("tbody a").First.ClickAsync();
        }),
        Clerk("finding-error", 400, async (p, host) =>
        {
            await PlanAsync(host, draw: true);
            await p.GotoAsync("/inspections");
            await p.Locator("tbody a").First.ClickAsync();
            await p.PressAsync("提交答复");
        }),
    ];

    // A lookup is drawn once it is a minute old; the clock of the host may be moved.
    private static async Task<string> PlanAsync(PortalHost host, bool draw)
    {
        await ClerkDoesAsync(host, clerk => clerk.LookUpAsync());
        host.Clock.Advance(TimeSpan.FromSeconds(61));
        using var inspector = host.Client();
        await inspector.SignInAsync("shi-sfj", "演示丁");
        var id = Guid.NewGuid().ToString();
        var today = host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        await inspector.PostAsync(Inspections + "/new", new()
        {
            ["FormId"] = id, ["Title"] = "2026 年第二季度检查", ["Kind"] = "Regular", ["Codes"] = "shili-gzc", ["Size"] = "5", ["Strata"] = "Hour",
            ["From"] = today.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["Until"] = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        });
        if (draw)
        {
            await inspector.PostAsync($"{Inspections}/{id}?handler=Draw", [], Inspections + "/new");
            await inspector.PostAsync($"{Inspections}/{id}/finding", new()
            {
                ["FormId"] = Guid.NewGuid().ToString(), ["Subject"] = "#1", ["Severity"] = "Ordinary", ["Text"] = "卷内未见当事人同意查询的书面材料。",
            }, Inspections + "/new");
        }

        return id;
    }
}
