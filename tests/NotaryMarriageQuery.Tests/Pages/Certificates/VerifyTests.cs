using System.Net;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Core.Registry;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Certificates;

/// <summary>A portal before a gateway that answers checks as a test says.</summary>
public sealed class CheckFixture : IAsyncLifetime
{
    internal GatewayStub Gateway { get; private set; } = null!;

    public PortalHost Host { get; private set; } = null!;

    internal PortalClient Clerk { get; private set; } = null!;

    internal void Answers(string datas) => Gateway.Answer($$"""{"code":"00","msg":"成功","datas":{{datas}},"dataCount":1,"requestId":"r-1"}""");

    public async Task InitializeAsync()
    {
        Gateway = await GatewayStub.StartAsync();
        Host = await PortalHost.StartAsync(new() { ["Registry:BaseUrl"] = Gateway.Url });
        Clerk = await Host.SignedInAsync(Seat.Clerk);
    }

    public async Task DisposeAsync()
    {
        Clerk.Dispose();
        await Host.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}

/// <summary>The page of the certificate check (E7): what the clerk reads, and what it leaves behind.</summary>
public sealed class VerifyTests(CheckFixture portal) : IClassFixture<CheckFixture>
{
    private const string Agrees = """{"success":true,"outcome":"agrees","differing":[],"voidedBy":null,"status":null,"answerId":"a-1"}""";

    private static readonly string[] _outcomes = ["与登记记录一致", "与登记记录不一致", "证件已作废", "登记状态已变更", "查无此码"];

    [Theory]
    [InlineData(Agrees, "match", "与登记记录一致", "二维码有效")]
    [InlineData("""{"success":true,"outcome":"differs","differing":["name_woman","op_date"]}""", "mismatch", "与登记记录不一致", "下列各项")]
    [InlineData("""{"success":true,"outcome":"voided","voidedBy":"reissue"}""", "void", "证件已作废", "补领")]
    [InlineData("""{"success":true,"outcome":"voided","voidedBy":"correction"}""", "void", "证件已作废", "更正")]
    [InlineData("""{"success":true,"outcome":"statusChanged","status":"divorced"}""", "status-changed", "登记状态已变更", "离婚登记记录")]
    [InlineData("""{"success":true,"outcome":"statusChanged","status":"annulled"}""", "status-changed", "登记状态已变更", "撤销登记记录")]
    [InlineData("""{"success":true,"outcome":"unknownCode"}""", "unknown", "查无此码", "没有发过")]
    public async Task Post_RightForm_ShowsTheOutcomeAndNoOther(string datas, string slug, string title, string text)
    {
        portal.Answers(datas);

        var url = await portal.Clerk.CheckedAsync();
        var page = await portal.Clerk.GetAsync(url);

        page.ShouldHold(slug);
        page.Html.QuerySelector("h1")!.TextContent.ShouldBe(title);
        page.Html.QuerySelectorAll("[data-outcome]").ShouldHaveSingleItem().GetAttribute("data-outcome").ShouldBe(slug);
        page.Html.QuerySelector("[data-outcome]")!.TextContent.ShouldContain(text);
        page.Html.QuerySelector("main")!.TextContent.ShouldContain("仅供参考");
        page.Body.ShouldNotContain("未婚");
        page.Body.ShouldNotContain("已婚");
        page.Body.ShouldNotContain(CheckSteps.Code);
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var request = Convert.FromHexString(url["/certificates/".Length..]);
        var rows = (await portal.Host.ReadEvidenceAsync()).Where(r => r.Entry.Request.SequenceEqual(request)).ToList();
        rows.Select(r => r.Event.GetType()).ShouldBe([typeof(CertificateIntended), typeof(CertificateChecked), typeof(AnswerViewed)]);
        page.Body.ShouldContain(AuditNumber.Format(rows[0].Entry.Id));
    }

    [Fact]
    public async Task Post_Differs_NamesExactlyTheFieldsThatDiffer()
    {
        portal.Answers("""{"success":true,"outcome":"differs","differing":["name_woman","op_date"]}""");

        var page = await portal.Clerk.GetAsync(await portal.Clerk.CheckedAsync());

        page.Html.QuerySelectorAll("[data-outcome] tbody tr").Select(r => r.TextContent.Contains("不一致", StringComparison.Ordinal)).ShouldBe([false, false, true, true]);
    }

    [Fact]
    public async Task Post_WithoutTheOtherName_ComparesTheRest()
    {
        portal.Answers(Agrees);

        var page = await portal.Clerk.GetAsync(await portal.Clerk.CheckedAsync(new() { ["SpouseName"] = "" }));

        portal.Gateway.BusinessCalls[^1].Form.ContainsKey("name_woman").ShouldBeFalse();
        portal.Gateway.BusinessCalls[^1].Form["name_man"].ShouldBe("示例一");
        page.Html.QuerySelectorAll("[data-outcome] tbody tr")[2].TextContent.ShouldContain("未比对");
        page.Html.QuerySelectorAll("[data-outcome] tbody tr")[1].TextContent.ShouldContain("一致");
    }

    [Theory]
    [InlineData("""{"code":"00","datas":{"success":false,"message":"x"},"dataCount":1}""")]
    [InlineData("""{"code":"00","datas":{"success":true,"outcome":"fine"},"dataCount":1}""")]
    [InlineData("""{"code":"17"}""")]
    [InlineData("""{"code":"18"}""")]
    [InlineData("<html>")]
    public async Task Post_Failure_NeverReadsLikeAnOutcome(string reply)
    {
        portal.Gateway.Answer(reply);
        var last = portal.Host.LastEvidence;

        var page = await portal.Clerk.VerifyAsync();

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.ShouldHold(reply);
        page.Errors.Single().ShouldContain("这不表示证件与登记记录一致，也不表示不一致");
        page.Html.QuerySelector("[data-outcome]").ShouldBeNull();
        page.Html.QuerySelector(".errors h2")!.TextContent.ShouldBe("核验失败，未取得结果");
        var rows = await portal.Host.ReadEvidenceAsync(last);
        rows.Select(r => r.Entry.Status).ShouldBe([AuditStatus.None, AuditStatus.RegistryError]);
        var facts = await portal.Clerk.GetAsync("/certificates/" + Convert.ToHexStringLower(rows[0].Entry.Request));
        facts.Body.ShouldContain("未取得结果");
        _outcomes.ShouldAllBe(o => !facts.Html.QuerySelector("h1")!.TextContent.Contains(o, StringComparison.Ordinal));
        facts.ShouldHold("facts");
        page.Html.QuerySelector("#Code")!.GetAttribute("value").ShouldBe(CheckSteps.Code);
    }

    [Theory]
    [InlineData("CaseNumber", "(2026)示受字第9999号", "CaseNumber")]
    [InlineData("CaseNumber", "(2026)二受字第9001号", "CaseNumber")]
    [InlineData("Matter", "委托公证", "Matter")]
    [InlineData("Name", "示例三", "Name")]
    [InlineData("Ground", "EntrustedRequest", "Ground")]
    public async Task Post_RefusedByTheGate_SaysWhyAndAsksNothing(string field, string value, string at)
    {
        var (calls, last) = (portal.Gateway.BusinessCalls.Count, portal.Host.LastEvidence);

        var page = await portal.Clerk.VerifyAsync(new() { [field] = value });

        page.Status.ShouldBe(HttpStatusCode.Forbidden);
        page.ErrorAt(at).ShouldNotBeNull();
        page.ShouldHold(field);
        portal.Gateway.BusinessCalls.Count.ShouldBe(calls);
        var row = (await portal.Host.ReadEvidenceAsync(last)).Single();
        page.Html.QuerySelector(".errors .num")!.TextContent.ShouldBe(AuditNumber.Format(row.Entry.Id));
        row.Event.ShouldBeOfType<CertificateRefused>();
    }

    [Theory]
    [InlineData("Code", "")]
    [InlineData("Code", "0123456789ABCDEFGHJKMNPQRSTVW")]
    [InlineData("Code", "0123456789ABCDEFGHJKMNPQRSTVW示")]
    [InlineData("CertificateNumber", "")]
    [InlineData("RegistrationDate", "2021-02-30")]
    [InlineData("RegistrationDate", "")]
    [InlineData("Name", "")]
    [InlineData("SpouseName", "···")]
    [InlineData("CaseNumber", "")]
    [InlineData("Matter", "")]
    [InlineData("Ground", "1")]
    public async Task Post_HalfAForm_IsSentBackWithWhatWasTypedAndAsksNothing(string field, string value)
    {
        var (calls, last) = (portal.Gateway.BusinessCalls.Count, portal.Host.LastEvidence);

        var page = await portal.Clerk.VerifyAsync(new() { [field] = value });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt(field).ShouldNotBeNull();
        page.ShouldHold(field);
        page.Html.QuerySelector($"#{field}")!.HasAttribute("autofocus").ShouldBeTrue();
        portal.Gateway.BusinessCalls.Count.ShouldBe(calls);
        (await portal.Host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_Form_WaitsForTheScannerAndEnterSendsNothing()
    {
        var page = await portal.Clerk.GetAsync(CheckSteps.Page);

        page.ShouldHold("form");
        var code = page.Html.QuerySelector("#Code")!;
        (code.HasAttribute("autofocus"), code.HasAttribute("data-scan")).ShouldBe((true, true));
        page.Html.QuerySelectorAll("[autofocus]").Length.ShouldBe(1);

        // A browser presses the form's first button at Enter, and one that is disabled it does not press.
        var first = page.Html.QuerySelector("main form button")!;
        (first.HasAttribute("disabled"), first.HasAttribute("hidden")).ShouldBe((true, true));
        page.Html.QuerySelector("nav [aria-current=page]")!.TextContent.ShouldBe("证件核验");
        page.Html.QuerySelectorAll("#Ground option").Select(o => o.GetAttribute("value")).ShouldBe(["", "PartyConsent", "PartyAuthorization"]);
    }

    [Theory]
    [InlineData("01234-56789-abcde-fghjk-mnpqr-stvwx")]
    [InlineData("　OI23456789ABCDEFGHJKMNPQRSTVWX\r\n")]
    public async Task Post_CodeAsPrintedOrTyped_IsAskedInItsOneForm(string code)
    {
        portal.Answers(Agrees);

        await portal.Clerk.CheckedAsync(new() { ["Code"] = code });

        portal.Gateway.BusinessCalls[^1].Form["code"].ShouldBe(CheckSteps.Code);
    }

    [Fact]
    public async Task Post_DoubleClickAndReplay_IsOneCheck()
    {
        portal.Answers(Agrees);
        var page = await portal.Clerk.GetAsync(CheckSteps.Page);
        var form = CheckSteps.Form(new() { ["FormId"] = page.Html.QuerySelector("input[name=FormId]")!.GetAttribute("value")!, ["__RequestVerificationToken"] = page.Token! });
        var (calls, last) = (portal.Gateway.BusinessCalls.Count, portal.Host.LastEvidence);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => portal.Clerk.PostRawAsync(CheckSteps.Page, form)));
        var again = await portal.Clerk.PostRawAsync(CheckSteps.Page, form);

        answers.Append(again).Select(a => a.Location).Distinct().ShouldHaveSingleItem().ShouldNotBeNull().ShouldStartWith("/certificates/");
        portal.Gateway.BusinessCalls.Count.ShouldBe(calls + 1);
        (await portal.Host.ReadEvidenceAsync(last)).Select(r => r.Entry.Kind).ShouldBe([AuditKind.Intent, AuditKind.Outcome]);
    }

    [Fact]
    public async Task Outcome_IsTheAskersAlone_AndPrintedWithItsNumber()
    {
        portal.Answers(Agrees);
        using var colleague = await portal.Host.SignedInAsync(Seat.Colleague);
        using var stranger = await portal.Host.SignedInAsync(Seat.OtherClerk);
        var url = await portal.Clerk.CheckedAsync();

        var print = await portal.Clerk.GetAsync(url + "/print");

        print.ShouldHold("print");
        print.Html.QuerySelector(".watermark").ShouldNotBeNull();
        print.Html.QuerySelector(".sheet")!.TextContent.ShouldContain("仅供参考");
        print.Html.QuerySelector(".sheet")!.TextContent.ShouldContain(print.Html.QuerySelector(".facts .num")!.TextContent);
        (await portal.Host.ReadEvidenceAsync())[^1].Event.ShouldBeOfType<AnswerPrinted>();
        var facts = await colleague.GetAsync(url);
        facts.Html.QuerySelector("[data-outcome]").ShouldBeNull();
        facts.Body.ShouldNotContain("J339999-2021-000001");
        facts.Body.ShouldContain("核验一致");
        (await colleague.GetAsync(url + "/print")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync(url)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await portal.Clerk.GetAsync("/certificates/" + new string('z', 32))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await portal.Clerk.GetAsync(url.Replace("/certificates/", "/queries/", StringComparison.Ordinal) + "/print")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await portal.Clerk.GetAsync(url.Replace("/certificates/", "/queries/", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.OK);
        (await portal.Clerk.GetAsync("/queries")).Html.QuerySelector($"td a[href='{url}']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Log_ShowsAnActOfItsOwnKind_MaskedUntilUncovered()
    {
        portal.Answers("""{"success":true,"outcome":"voided","voidedBy":"reissue","answerId":"a-77"}""");
        using var inspector = await portal.Host.SignedInAsync(Seat.CityInspector);
        await portal.Clerk.CheckedAsync();
        await portal.Clerk.VerifyAsync(new() { ["Name"] = "示例三" });

        var log = await inspector.GetAsync("/supervision/log?Sort=Check&Outcome=Voided");

        log.ShouldHold("log");
        var row = log.Html.QuerySelectorAll("tbody tr")[0];
        row.TextContent.ShouldContain("证件核验");
        row.TextContent.ShouldContain("证件已作废");
        (await inspector.GetAsync("/supervision/log?Sort=Check&Outcome=Refused")).Html.QuerySelectorAll("tbody tr")[0].TextContent.ShouldContain("非本案当事人");
        (await inspector.GetAsync("/supervision/log?Sort=LookUp")).Body.ShouldNotContain("证件核验 ·");
        var number = row.QuerySelector("a[href^='/supervision/log/']")!.GetAttribute("href")!;
        var entry = await inspector.GetAsync(number);
        entry.ShouldHold("entry");
        entry.Html.QuerySelector("h1")!.TextContent.ShouldBe("证件核验");
        entry.Body.ShouldContain("证件已作废（补领）");
        entry.Body.ShouldContain("a-77");
        entry.Body.ShouldNotContain("J339999-2021-000001");
        entry.Body.ShouldNotContain("示例二");
        var uncovered = await inspector.PostAsync(number, new() { ["Reason"] = "定期检查" });
        uncovered.Body.ShouldContain("J339999-2021-000001");
        uncovered.Body.ShouldContain("示例二");
        uncovered.Body.ShouldNotContain(CheckSteps.Code);
        var trail = await inspector.PostAsync("/supervision/record-trail", new() { ["SubjectIdNumber"] = "339999199001010013" });
        trail.Html.QuerySelectorAll("tbody tr").ShouldContain(r => r.TextContent.Contains("证件核验", StringComparison.Ordinal) && r.TextContent.Contains("证件已作废", StringComparison.Ordinal));
        (await inspector.GetAsync("/supervision/trail?Operator=shili-gzc%2F01")).Body.ShouldContain("证件核验");
    }

    [Fact]
    public async Task Statement_TellsTheCitizenThatABookletWasChecked()
    {
        portal.Answers(Agrees);
        using var auditor = await portal.Host.SignedInAsync(Seat.Auditor);
        await portal.Clerk.CheckedAsync();

        var page = await auditor.PostAsync("/supervision/statement", new() { ["Name"] = "示例一", ["IdNumber"] = "339999199001010013", ["Application"] = "2026-1" });

        page.Body.ShouldContain("核对您出示的结婚证或离婚证");
    }

    [Fact]
    public async Task Post_OtherRoleOrPlace_IsRefusedAndAsksNothing()
    {
        var calls = portal.Gateway.BusinessCalls.Count;
        using var inspector = await portal.Host.SignedInAsync(Seat.CityInspector);
        using var thief = portal.Clerk.CopyTo(portal.Host, "127.0.0.9");

        (await inspector.PostAsync(CheckSteps.Page, CheckSteps.Form(), formPage: "/supervision/log")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await thief.PostAsync(CheckSteps.Page, CheckSteps.Form())).Status.ShouldBe(HttpStatusCode.Forbidden);

        portal.Gateway.BusinessCalls.Count.ShouldBe(calls);
    }

    [Fact]
    public async Task Post_FilledToTheBrimWithRareCharacters_IsRefusedWithEvidence()
    {
        string Rare(int count) => string.Concat(Enumerable.Repeat("𠮷", count));
        var last = portal.Host.LastEvidence;

        var page = await portal.Clerk.VerifyAsync(new()
        {
            ["CaseNumber"] = Rare(60), ["Name"] = Rare(50), ["SpouseName"] = Rare(50), ["Matter"] = Rare(40), ["CertificateNumber"] = Rare(32), ["RegistrationDate"] = "9999-12-31",
        });

        page.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await portal.Host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<CertificateRefused>();
    }
}
