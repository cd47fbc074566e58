using System.Net;
using System.Net.Http.Json;
using MarriageRegistry.Booklets;
using MarriageRegistry.Registrations;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Certificates;

/// <summary>The certificate check through both services over HTTP: a booklet's life, as a clerk meets it.</summary>
public sealed class WholeWayTests(PortalFixture portal) : IClassFixture<PortalFixture>, IAsyncLifetime
{
    private readonly PortalHost _host = portal.Host;
    private PortalClient _clerk = null!;

    public async Task InitializeAsync() => _clerk = await _host.SignedInAsync(Seat.Clerk);

    public Task DisposeAsync()
    {
        _clerk.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Booklet_FromMarriageToDivorce_ReadsAsItStands()
    {
        const string number = "J339999-2021-900101";
        await _host.RegisterAsync(RegistrationKind.Marriage, number, new DateOnly(2021, 6, 1));
        var (man, woman) = (await _host.CodeOfAsync(number), await _host.CodeOfAsync(number, BookletHolder.Woman));

        (await OutcomeAsync(Shown(man, number))).ShouldBe("match");
        (await OutcomeAsync(Shown(woman, number, ("Name", "示例二"), ("SpouseName", "示例一")))).ShouldBe("match");
        (await OutcomeAsync(Shown(man, number, ("SpouseName", "")))).ShouldBe("match");
        (await OutcomeAsync(Shown(woman, number, ("Name", "示例二"), ("SpouseName", "")))).ShouldBe("match");
        (await OutcomeAsync(Shown(man, number.ToLowerInvariant(), ("Code", string.Join('-', man.Chunk(5).Select(c => new string(c))).ToLowerInvariant())))).ShouldBe("match");
        (await OutcomeAsync(Shown(man, number, ("SpouseName", "示例三")))).ShouldBe("mismatch 女方姓名");
        (await OutcomeAsync(Shown(man, "J339999-2021-900102", ("RegistrationDate", "2021-06-02")))).ShouldBe("mismatch 登记证字号 登记日期");
        (await OutcomeAsync(Shown("0123456789ABCDEFGHJKMNPQRSTVWX", number))).ShouldBe("unknown");
        await _host.VoidAsync(woman, BookletState.Reissued);
        (await OutcomeAsync(Shown(woman, number))).ShouldBe("void");
        await _host.RegisterAsync(RegistrationKind.Divorce, "L339999-2023-900101", new DateOnly(2023, 3, 4));
        (await OutcomeAsync(Shown(man, number))).ShouldBe("status-changed");
        (await OutcomeAsync(Shown(await _host.CodeOfAsync("L339999-2023-900101"), "L339999-2023-900101", ("RegistrationDate", "2023-03-04")))).ShouldBe("match");
        (await OutcomeAsync(Shown(man, number, ("RegistrationDate", "2021-06-02")))).ShouldBe("mismatch 登记日期");
    }

    [Fact]
    public async Task Checks_StandInTheRegistrysListUnderOurRequestIds()
    {
        await _host.RegisterAsync(RegistrationKind.Marriage, "J339999-2021-900111", new DateOnly(2021, 6, 1));
        var last = _host.LastEvidence;

        await OutcomeAsync(Shown(await _host.CodeOfAsync("J339999-2021-900111"), "J339999-2021-900111"));

        var rows = await _host.ReadEvidenceAsync(last);
        var told = rows.Select(r => r.Event).OfType<CertificateChecked>().Single();
        using var registry = new HttpClient { BaseAddress = _host.RegistryUrl };
        var listed = (await registry.GetFromJsonAsync<List<System.Text.Json.JsonElement>>("/demo/lookups"))!
            .Where(l => l.GetProperty("requestId").GetString() == Convert.ToHexStringLower(rows[0].Entry.Request)).ShouldHaveSingleItem();
        listed.GetProperty("answerId").GetString().ShouldBe(told.ReplyNumber);
        told.AnswerId.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("http500", AuditStatus.RegistryError)]
    [InlineData("notJson", AuditStatus.RegistryError)]
    [InlineData("code18", AuditStatus.RegistryError)]
    [InlineData("innerFailure", AuditStatus.RegistryError)]
    public async Task RegistryFails_IsNoOutcome_AndTheNextCheckIsAnswered(string fault, AuditStatus status)
    {
        var code = await _host.CodeOfAsync(Booklets.DemoNumber);
        await _host.FailRegistryAsync(fault);
        var last = _host.LastEvidence;

        var page = await _clerk.VerifyAsync(Demo(code));

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Html.QuerySelector("[data-outcome]").ShouldBeNull();
        (await _host.ReadEvidenceAsync(last))[^1].Entry.Status.ShouldBe(status);
        (await OutcomeAsync(Demo(code))).ShouldBe("match");
    }

    [Fact]
    public async Task SecretRefusedOnce_IsRenewedAndAnswered()
    {
        var code = await _host.CodeOfAsync(Booklets.DemoNumber);
        await _host.FailRegistryAsync("code11");

        (await OutcomeAsync(Demo(code))).ShouldBe("match");

        (await _host.ReadEvidenceAsync()).Select(r => r.Event).OfType<CertificateChecked>().Last().Calls.ShouldBe(2);
    }

    private static Dictionary<string, string> Demo(string code) => CheckSteps.Form(new()
    {
        ["Code"] = code, ["CertificateNumber"] = Booklets.DemoNumber, ["RegistrationDate"] = "2020-07-15", ["Name"] = "示例·测试", ["SpouseName"] = "演示·样本",
        ["CaseNumber"] = "(2026)示受字第9003号", ["Matter"] = "夫妻财产约定公证",
    });

    private static Dictionary<string, string> Shown(string code, string number, params (string Field, string Value)[] others)
    {
        var form = CheckSteps.Form(new() { ["Code"] = code, ["CertificateNumber"] = number });
        foreach (var (field, value) in others)
        {
            form[field] = value;
        }

        return form;
    }

    private async Task<string> OutcomeAsync(Dictionary<string, string> form)
    {
        var page = await _clerk.GetAsync(await _clerk.CheckedAsync(form));
        page.ShouldHold("outcome");
        var outcome = page.Html.QuerySelector("[data-outcome]")!;
        var differing = outcome.QuerySelectorAll("tbody tr").Where(r => r.TextContent.Contains("不一致", StringComparison.Ordinal)).Select(r => r.QuerySelector("th")!.TextContent);
        return string.Join(' ', differing.Prepend(outcome.GetAttribute("data-outcome")!));
    }
}
