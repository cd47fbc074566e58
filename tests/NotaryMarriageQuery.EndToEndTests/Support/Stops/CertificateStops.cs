using MarriageRegistry.Booklets;
using Microsoft.Playwright;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>The certificate check, with the outcomes that a clerk reads and what can go wrong before.</summary>
internal static partial class Tour
{
    private static IEnumerable<Stop> Certificates() =>
    [
        Clerk("certificate", 200, p => p.GotoAsync("/certificates/verify")),
        Clerk("certificate-empty", 400, async p =>
        {
            await p.GotoAsync("/certificates/verify");
            await p.PressAsync("核验证件");
        }),
        Clerk("certificate-not-a-code", 400, p => p.VerifyAsync("http://example.test/1")),
        Clerk("certificate-not-party", 403, async (p, host) => await p.VerifyAsync(await host.CodeOfAsync(Booklets.DemoNumber), name: "示例三")),
        Clerk("certificate-registry-fault", 503, async (p, host) =>
        {
            await host.FailRegistryAsync("innerFailure");
            await p.VerifyAsync(await host.CodeOfAsync(Booklets.DemoNumber));
        }),
        Clerk("certificate-match", 200, async (p, host) => await p.VerifyAsync(await host.CodeOfAsync(Booklets.DemoNumber))),
        Clerk("certificate-mismatch", 200, async (p, host) => await p.VerifyAsync(await host.CodeOfAsync(Booklets.DemoNumber), spouse: "示例四", on: "2020-07-16")),
        Clerk("certificate-unknown", 200, p => p.VerifyAsync("01234-56789-ABCDE-FGHJK-MNPQR-STVWX")),
        Clerk("certificate-void", 200, async (p, host) =>
        {
            var code = await host.CodeOfAsync(Booklets.DemoNumber, BookletHolder.Woman);
            await host.VoidAsync(code, BookletState.Reissued);
            await p.VerifyAsync(code);
        }),
        Clerk("certificate-print", 200, async (p, host) =>
        {
            await p.VerifyAsync(await host.CodeOfAsync(Booklets.DemoNumber));
            await p.FollowAsync("打印核验单");
        }),
        Clerk("certificate-without-outcome", 200, async p =>
        {
            await p.VerifyAsync("01234-56789-ABCDE-FGHJK-MNPQR-STVWX", name: "示例三");
            await p.GotoAsync("/queries");
            await p.Locator("a[href^='/certificates/']:not([href$=verify])").First.ClickAsync();
        }),
        Inspector("certificate-log", 200, async (p, host) =>
        {
            await ClerkDoesAsync(host, async clerk => await clerk.PostAsync("/certificates/verify", Check(await host.CodeOfAsync(Booklets.DemoNumber))));
            await p.GotoAsync("/supervision/log?Sort=Check");
        }),
        Inspector("certificate-entry", 200, async (p, host) =>
        {
            await ClerkDoesAsync(host, async clerk => await clerk.PostAsync("/certificates/verify", Check(await host.CodeOfAsync(Booklets.DemoNumber))));
            await p.GotoAsync("/supervision/log?Sort=Check");
            await p.Locator("td a[href^='/supervision/log/']").First.ClickAsync();
        }),
    ];

    private static async Task VerifyAsync(this IPage page, string code, string name = "示例·测试", string spouse = "演示·样本", string on = "2020-07-15")
    {
        await page.GotoAsync("/certificates/verify");
        foreach (var (field, value) in Check(code, name, spouse, on))
        {
            var control = page.Locator("#" + field);
            if (field is "Matter" or "Ground")
            {
                await control.SelectOptionAsync(value);
            }
            else
            {
                await control.FillAsync(value);
            }
        }

        await page.PressAsync("核验证件");
    }

    private static Dictionary<string, string> Check(string code, string name = "示例·测试", string spouse = "演示·样本", string on = "2020-07-15") => new()
    {
        ["Code"] = code, ["CertificateNumber"] = Booklets.DemoNumber, ["RegistrationDate"] = on, ["Name"] = name, ["SpouseName"] = spouse,
        ["CaseNumber"] = Case9003, ["Matter"] = Agreement, ["Ground"] = "PartyConsent",
    };
}
