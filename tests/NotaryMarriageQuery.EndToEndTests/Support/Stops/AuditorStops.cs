using Microsoft.Playwright;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>What the auditor sees.</summary>
internal static partial class Tour
{
    private static IEnumerable<Stop> Auditor() =>
    [
        Of("sheng-audit", "演示庚", "auditor-start", 200, (p, _) => p.GotoAsync("/")),
        Of("sheng-audit", "演示庚", "auditor-log", 200, (p, _) => p.GotoAsync("/supervision/log")),
        Of("sheng-audit", "演示庚", "auditor-integrity", 200, (p, _) => p.GotoAsync("/supervision/integrity")),
        Of("sheng-audit", "演示庚", "auditor-verified", 200, async (p, _) =>
        {
            await p.GotoAsync("/supervision/integrity");
            await p.PressAsync("立即核验");
            await p.GetByText("核验通过").WaitForAsync();
        }),
        Of("sheng-audit", "演示庚", "supervised-entrusted", 200, async (p, host) =>
        {
            await ClerkDoesAsync(host, clerk => clerk.LookUpAsync(new() { ["Ground"] = "EntrustedRequest", ["EntrustingInstitution"] = Second, ["LetterNumber"] = "二证函〔2026〕1号", ["LetterDate"] = "2026-01-05" }));
            await p.GotoAsync("/supervision/entrusted");
        }),
        Of("sheng-audit", "演示庚", "auditor-keys", 200, (p, _) => p.GotoAsync("/supervision/integrity/keys")),
        Of("sheng-audit", "演示庚", "auditor-reconcile", 200, (p, _) => p.GotoAsync("/supervision/integrity/reconcile")),
        Of("sheng-audit", "演示庚", "auditor-reconcile-error", 400, async (p, _) =>
        {
            await p.GotoAsync("/supervision/integrity/reconcile");
            await p.PressAsync("核对");
        }),
        Of("sheng-audit", "演示庚", "auditor-reconciled", 200, async (p, host) =>
        {
            await p.GotoAsync("/supervision/integrity/reconcile");
            using var http = new HttpClient { BaseAddress = host.RegistryUrl };
            var list = await http.GetByteArrayAsync("/demo/lookups");
            await p.GetByLabel("应答清单文件").SetInputFilesAsync(new FilePayload { Name = "lookups.json", MimeType = "application/json", Buffer = list });
            await p.PressAsync("核对");
        }),
    ];

    private static async Task ClerkDoesAsync(PortalHost portal, Func<PortalClient, Task> act)
    {
        using var clerk = portal.Client();
        await clerk.SignInAsync("shili-gzc", "测试甲");
        await act(clerk);
    }
}
