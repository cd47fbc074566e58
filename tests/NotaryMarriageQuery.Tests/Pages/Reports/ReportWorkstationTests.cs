using System.Net;
using AngleSharp.Dom;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Reports;

/// <summary>A bureau asks to register or remove a workstation; the province's approval does it at once (B5).</summary>
public sealed class ReportWorkstationTests : IAsyncLifetime
{
    private const string Post = ReportSteps.Office + "?handler=Workstation";
    private const string Taken = "127.0.0.1/32";

    private PortalHost _host = null!;
    private PortalClient _admin = null!;
    private PortalClient _bureau = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _admin = await _host.SignedInAsync(Seat.Admin);
        _bureau = await _host.SignedInAsync(Seat.CityInspector);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        _bureau.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Register_Approved_PeopleSignInThereAtOnce()
    {
        (await FileAsync("register", "１27.0.0.33", "二楼受理窗口")).Location.ShouldBe(ReportSteps.Office);
        var page = await _bureau.GetAsync(ReportSteps.Office);
        page.ShouldHold("filed");
        page.Body.ShouldContain("登记固定计算机");
        using var clerk = _host.Client("127.0.0.33");
        (await clerk.SignInAsync("shili-gzc", "测试甲")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var request = await _admin.NewestRequestAsync();
        var shown = await _admin.GetAsync(request);
        shown.ShouldHold("request");
        shown.Body.ShouldContain("127.0.0.33");
        shown.Body.ShouldContain("二楼受理窗口");
        var last = _host.LastEvidence;

        (await _admin.DecideAsync(request, "approve")).Location.ShouldBe("/administration/reports");

        (await clerk.SignInAsync("shili-gzc", "测试甲")).Location.ShouldBe("/");
        var changes = (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().ToList();
        changes.Select(c => c.Action).ShouldBe(["report.approved", "workstation.registered"]);
        changes.ShouldAllBe(c => c.After["network"] == "127.0.0.33/32" && c.After["label"] == "二楼受理窗口");
        (await _bureau.GetAsync(ReportSteps.Office)).Html.QuerySelectorAll("#Workstation option").Select(o => o.GetAttribute("value")).ShouldContain("127.0.0.33/32");
    }

    [Fact]
    public async Task Remove_Approved_EndsTheSessionsThereAtOnce()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        (await FileAsync(Taken)).Location.ShouldBe(ReportSteps.Office);
        (await clerk.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        var last = _host.LastEvidence;

        (await _admin.DecideAsync(await _admin.NewestRequestAsync(), "approve", "同意")).Location.ShouldBe("/administration/reports");

        (await clerk.GetAsync("/")).Status.ShouldNotBe(HttpStatusCode.OK);
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Select(c => c.Action).ShouldBe(["report.approved", "workstation.removed"]);
        (await _bureau.GetAsync(ReportSteps.Office)).Body.ShouldContain("没有登记固定计算机");
    }

    [Fact]
    public async Task File_AboutOneWorkstationTwice_IsRefused()
    {
        (await FileAsync("register", "10.33.1.21", "一号机")).Location.ShouldBe(ReportSteps.Office);
        (await FileAsync(Taken)).Location.ShouldBe(ReportSteps.Office);

        foreach (var (workstation, network, sentence) in new[] { ("register", "10.33.1.21/32", "尚未审批"), (Taken, "", "尚未审批"), ("register", "127.0.0.1", "已登记") })
        {
            var page = await FileAsync(workstation, network, "二号机");
            page.Status.ShouldBe(HttpStatusCode.Conflict, sentence);
            page.ErrorAt("Workstation").ShouldNotBeNull().ShouldContain(sentence);
            page.ShouldHold(sentence);
        }

        // Two tabs at the same moment: the database lets one through.
        var form = Form("register", "10.33.1.22", "三号机");
        var answers = await Task.WhenAll(_bureau.PostAsync(Post, form, ReportSteps.Office), _bureau.PostAsync(Post, form, ReportSteps.Office));
        answers.Select(a => a.Status).Order().ShouldBe([HttpStatusCode.Redirect, HttpStatusCode.Conflict]);
    }

    [Theory]
    [InlineData("register")]
    [InlineData(Taken)]
    public async Task Approve_ThereAlreadyOrGone_IsRefusedWithASentence(string workstation)
    {
        (await FileAsync(workstation, "10.33.1.21", "一号机")).Location.ShouldBe(ReportSteps.Office);
        if (workstation == "register")
        {
            await _admin.PostAsync("/administration/workstations", new() { ["Code"] = "shili-gzc", ["Network"] = "10.33.1.21", ["Label"] = "别处" });
        }
        else
        {
            var list = await _admin.GetAsync("/administration/workstations?Institution=shili-gzc");
            await _admin.PostAsync("/administration/workstations?handler=Remove", new() { ["Id"] = list.Html.QuerySelector("input[name=Id]")!.GetAttribute("value")! }, "/administration/workstations");
        }

        var request = await _admin.NewestRequestAsync();
        var last = _host.LastEvidence;

        var page = await _admin.DecideAsync(request, "approve");

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.ErrorAt("Decision").ShouldNotBeNull().ShouldContain(workstation == "register" ? "已登记了这个地址" : "已经移除");
        page.ShouldHold(workstation);
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().ShouldBeEmpty();
        (await _admin.DecideAsync(request, "return", "情况已变")).Location.ShouldBe("/administration/reports");
    }

    [Theory]
    [InlineData("", "10.33.1.21", "一号机", "新增", "Workstation")]
    [InlineData("127.0.0.2/32", "", "", "不属于该机构", "Workstation")]
    [InlineData("register", "", "一号机", "新增", "Network")]
    [InlineData("register", "0.0.0.0/0", "一号机", "新增", "Network")]
    [InlineData("register", "10.33.1.21", " ", "新增", "Label")]
    [InlineData("register", "10.33.1.21", "一号机", "", "WorkstationReason")]
    [InlineData(Taken, "", "", " ", "WorkstationReason")]
    public async Task File_BadField_IsNamedAndNothingIsFiled(string workstation, string network, string label, string reason, string field)
    {
        var last = _host.LastEvidence;

        var page = await _bureau.PostAsync(Post, new(Form(workstation, network, label)) { ["WorkstationReason"] = reason }, ReportSteps.Office);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt(field).ShouldNotBeNull();
        page.ShouldHold(field);
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task File_ByOthersOrElsewhere_IsNotTaken()
    {
        using var county = await _host.SignedInAsync(Seat.CountyInspector);
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        var last = _host.LastEvidence;
        var form = Form("register", "10.33.1.21", "一号机");

        (await county.PostAsync("/reports/dier-gzc?handler=Workstation", form, "/reports")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await county.PostAsync(Post, form, "/reports")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _bureau.PostAsync("/reports/shi-sfj?handler=Workstation", form, "/reports")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
        (await clerk.PostAsync(Post, form, "/queries/new")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await _bureau.GetAsync(ReportSteps.Office)).Body.ShouldNotContain("10.33.1.21 一号机");
    }

    private static Dictionary<string, string> Form(string workstation, string network, string label) =>
        new() { ["Workstation"] = workstation, ["Network"] = network, ["Label"] = label, ["WorkstationReason"] = "窗口调整" };

    private Task<PortalPage> FileAsync(string workstation, string network = "", string label = "") => _bureau.PostAsync(Post, Form(workstation, network, label), ReportSteps.Office);
}
