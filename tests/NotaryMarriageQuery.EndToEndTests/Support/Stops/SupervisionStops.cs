using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NotaryMarriageQuery.Core.Alerts;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>Register, trails, alerts, statistics and statements, for whoever supervises and for the institution.</summary>
internal static partial class Tour
{
    private static IEnumerable<Stop> Supervision() =>
    [
        Clerk("register", 200, RegisterAsync),
        Clerk("register-entry", 200, async (p, portal) =>
        {
            await RegisterAsync(p, portal);
            await p.Locator("tbody a").First.ClickAsync();
        }),
        Clerk("register-entry-error", 400, async (p, portal) =>
        {
            await RegisterAsync(p, portal);
            await p.Locator("tbody a").First.ClickAsync();
            await p.PressAsync("补录");
        }),
        Inspector("register-choose", 200, p => p.GotoAsync("/register")),
        Inspector("register-inspected", 200, p => p.GotoAsync("/register?Institution=shili-gzc")),
        Inspector("register-error", 400, p => p.GotoAsync("/register?Institution=x&Year=1")),
        Inspector("log-saved", 200, async p =>
        {
            await p.GotoAsync("/supervision/log?Outcome=Refused");
            await p.GetByLabel("保存当前筛选条件为").FillAsync("被拒绝的查询");
            await p.PressAsync("保存");
        }),
        Inspector("trail", 200, p => p.GotoAsync("/supervision/trail?Operator=shili-gzc%2F02")),
        Inspector("trail-choose", 200, p => p.GotoAsync("/supervision/trail")),
        Inspector("trail-error", 400, p => p.GotoAsync("/supervision/trail?Operator=x&From=y")),
        Inspector("record-trail", 200, async (p, portal) =>
        {
            await ClerkDoesAsync(portal, clerk => clerk.LookUpAsync());
            await p.GotoAsync("/supervision/record-trail");
            await p.Locator("#SubjectIdNumber").FillAsync("339999199001010013");
            await p.PressAsync("查看");
        }),
        Inspector("record-trail-error", 400, async p =>
        {
            await p.GotoAsync("/supervision/record-trail");
            await p.PressAsync("查看");
        }),
        Inspector("statistics", 200, async (p, portal) =>
        {
            await ClerkDoesAsync(portal, clerk => clerk.LookUpAsync());
            await p.GotoAsync("/supervision/statistics");
        }),
        Inspector("statistics-error", 400, p => p.GotoAsync("/supervision/statistics?From=2026-02-01&To=2026-01-01")),
        Inspector("alerts", 200, async (p, portal) =>
        {
            await AlertAsync(portal);
            await p.GotoAsync("/supervision/alerts");
        }),
        Inspector("alerts-error", 400, p => p.GotoAsync("/supervision/alerts?Kind=x&Day=y")),
        Inspector("alert", 200, OpenAlertAsync),
        Inspector("alert-error", 400, async (p, portal) =>
        {
            await OpenAlertAsync(p, portal);
            await p.PressAsync("保存");
        }),
        Of("sheng-audit", "演示庚", "alert-rules", 200, (p, _) => p.GotoAsync("/supervision/alert-rules")),
        Of("sheng-audit", "演示庚", "alert-rules-error", 400, async (p, _) =>
        {
            await p.GotoAsync("/supervision/alert-rules");
            await p.Locator("input[name=Threshold]").First.FillAsync("0");
            await p.GetByRole(AriaRole.Button, new() { Name = "保存 短时间大量查询" }).ClickAsync();
        }),
        Of("sheng-audit", "演示庚", "statement-new", 200, (p, _) => p.GotoAsync("/supervision/statement")),
        Of("sheng-audit", "演示庚", "statement-error", 400, async (p, _) =>
        {
            await p.GotoAsync("/supervision/statement");
            await p.PressAsync("办理");
        }),
        Of("sheng-audit", "演示庚", "statement", 200, async (p, portal) =>
        {
            await ClerkDoesAsync(portal, clerk => clerk.LookUpAsync());
            await p.GotoAsync("/supervision/statement");
            await p.GetByLabel("申请人姓名").FillAsync("示例一");
            await p.GetByLabel("公民身份号码").FillAsync("339999199001010013");
            await p.GetByLabel("书面申请的编号或日期").FillAsync("2026年11月22日书面申请");
            await p.PressAsync("办理");
        }),
    ];

    private static async Task RegisterAsync(IPage page, PortalHost portal)
    {
        await ClerkDoesAsync(portal, clerk => clerk.LookUpAsync());
        await page.GotoAsync("/register");
    }

    private static async Task OpenAlertAsync(IPage page, PortalHost portal)
    {
        await AlertAsync(portal);
        await page.GotoAsync("/supervision/alerts");
        await page.Locator("tbody a").First.ClickAsync();
    }

    // As the rules would find it after some time.
    private static async Task AlertAsync(PortalHost portal)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        var now = DateTime.UtcNow.Subtract(DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        db.Alerts.Add(new Alert
        {
            Id = Guid.NewGuid(), Kind = AlertKind.Burst, Key = $"shili-gzc/{Random.Shared.Next(1000, 9999)}", Day = 20_000, Organisation = "shili-gzc", FirstAt = now, LastAt = now, Count = 31, State = AlertState.Open,
        });
        await db.SaveChangesAsync();
    }
}
