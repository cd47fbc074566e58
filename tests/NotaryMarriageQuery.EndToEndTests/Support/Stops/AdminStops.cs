using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>What a provincial admin sees.</summary>
internal static partial class Tour
{
    private static IEnumerable<Stop> Admin() =>
    [
        Admin("admin-start", 200, p => p.GotoAsync("/")),
        Admin("institutions", 200, p => p.GotoAsync("/administration/institutions")),
        Admin("institution-new", 200, p => p.GotoAsync("/administration/institutions/new")),
        Admin("institution-new-error", 400, async p =>
        {
            await p.GotoAsync("/administration/institutions/new");
            await p.PressAsync("添加");
        }),
        Admin("institution", 200, p => p.GotoAsync("/administration/institutions/dier-gzc")),
        Admin("institution-error", 400, async p =>
        {
            await p.GotoAsync("/administration/institutions/dier-gzc");
            await p.PressAsync("保存");
        }),
        Admin("approvals", 200, p => p.GotoAsync("/administration/approvals")),
        Of("sheng-admin", "演示己", "approvals-pending", 200, async (p, portal) =>
        {
            await AskAsync(portal);
            await p.GotoAsync("/administration/approvals");
        }),
        Of("sheng-admin", "演示己", "anomalies", 200, async (p, portal) =>
        {
            await ReportAsync(portal);
            await p.GotoAsync("/administration/anomalies");
        }),
        Of("sheng-admin", "演示己", "anomalies-error", 400, async (p, portal) =>
        {
            await ReportAsync(portal);
            await p.GotoAsync("/administration/anomalies");
            await p.PressAsync("登记为已处理");
        }),
        Admin("admin-terms", 200, p => p.GotoAsync("/administration/terms")),
        Admin("admin-terms-error", 400, async p =>
        {
            await p.GotoAsync("/administration/terms");
            await p.PressAsync("发布第 2 版");
        }),
        Admin("accounts", 200, p => p.GotoAsync("/administration/accounts")),
        Admin("account-new", 200, p => p.GotoAsync("/administration/accounts/new")),
        Admin("account-new-error", 400, async p =>
        {
            await p.GotoAsync("/administration/accounts/new");
            await p.PressAsync("开立");
        }),
        Admin("account-issued", 200, p => p.IssueAccountAsync()),
        Admin("account", 200, p => p.GotoAsync("/administration/accounts/shili-gzc")),
        Admin("account-without-people", 200, async p =>
        {
            await p.IssueAccountAsync();
            await p.FollowAsync("登记人员");
        }),
        Admin("account-error", 400, async p =>
        {
            await p.GotoAsync("/administration/accounts/shili-gzc");
            await p.PressAsync("执行");
        }),
        Admin("account-enrol-error", 400, async p =>
        {
            await p.GotoAsync("/administration/accounts/shili-gzc");
            await p.PressAsync("登记并生成动态码");
        }),
        Admin("account-enrolled", 200, async p =>
        {
            await p.IssueAccountAsync();
            await p.FollowAsync("登记人员");
            await p.GetByLabel("姓名").FillAsync("演示辰");
            await p.PressAsync("登记并生成动态码");
        }),
        Admin("account-password-reset", 200, async p =>
        {
            await p.IssueAccountAsync();
            await p.FollowAsync("登记人员");
            await p.GetByLabel("操作", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "重置口令" });
            await p.GetByLabel("理由").FillAsync("口令遗失");
            await p.PressAsync("执行");
        }),
        Admin("workstations", 200, p => p.GotoAsync("/administration/workstations")),
        Admin("workstations-of-one", 200, p => p.GotoAsync("/administration/workstations?Institution=dier-gzc")),
        Admin("workstations-error", 400, async p =>
        {
            await p.GotoAsync("/administration/workstations");
            await p.PressAsync("登记");
        }),
        Admin("openings", 200, p => p.GotoAsync("/administration/openings")),
        Admin("opening", 200, p => p.GotoAsync("/administration/openings/dier-gzc")),
        Admin("opening-error", 400, async p =>
        {
            await p.GotoAsync("/administration/openings/dier-gzc");
            await p.PressAsync("执行");
        }),
        Admin("opening-secret", 200, async p =>
        {
            await p.GotoAsync("/administration/openings/dier-gzc");
            await p.GetByLabel("操作", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "发放接口密钥" });
            await p.GetByLabel("理由").FillAsync("定期更换");
            await p.PressAsync("执行");
        }),
        Admin("opening-rules", 200, p => p.GotoAsync("/administration/opening-rules")),
        Admin("opening-rules-error", 400, async p =>
        {
            await p.GotoAsync("/administration/opening-rules");
            await p.GetByLabel("联系人").FillAsync("");
            await p.PressAsync("保存");
        }),
        Admin("openings-error", 400, async p =>
        {
            await p.GotoAsync("/administration/openings");
            await p.PressAsync("保存");
        }),
    ];

    private static async Task ReportAsync(PortalHost portal)
    {
        using var clerk = portal.Client();
        await clerk.SignInAsync("shili-gzc", "测试甲");
        await clerk.PostAsync("/account/anomaly", new() { ["Kind"] = "FactorLost", ["Text"] = "认证器遗失，请暂停本人使用。" });
    }

    // As a second admin would ask; a real one would change what the other stops do at once.
    private static async Task AskAsync(PortalHost portal)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        var now = DateTime.UtcNow.Subtract(DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        db.Approvals.Add(new Approval
        {
            Id = Guid.NewGuid(),
            Kind = ApprovalKind.ReplaceFactor,
            TargetId = Guid.NewGuid(),
            Target = "shili-gzc/01",
            Detail = "",
            Reason = "本人遗失手机，单位已出具说明",
            AskedById = Guid.NewGuid(),
            AskedBy = "sheng-admin/02",
            AskedByName = "演示壬",
            AskedAt = now,
            ExpiresAt = now + Approval.Lifetime.Ticks / TimeSpan.TicksPerMicrosecond,
        });
        await db.SaveChangesAsync();
    }
}
