using System.Net;
using AngleSharp.Dom;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Administration;

/// <summary>The province's work on institutions, workstations and openings (B4, B6); what it decides bites at once.</summary>
public sealed class InstitutionTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private PortalClient _admin = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _admin = await _host.SignedInAsync(Seat.Admin);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task New_Institution_IsListedClosed()
    {
        var posted = await _admin.PostAsync("/administration/institutions/new", Institution("disan-gzc", "339997"));

        posted.Location.ShouldBe("/administration/institutions");
        var row = (await _admin.GetAsync("/administration/institutions")).Html.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("disan-gzc", StringComparison.Ordinal));
        row.TextContent.ShouldContain("未开放");
        (await _host.ReadEvidenceAsync()).Select(r => r.Event).OfType<ChangeIntended>().Single(c => c.Action == "institution.added").Target.ShouldBe("disan-gzc");
    }

    [Theory]
    [InlineData("shili-gzc", "339997", "Code", 409)]
    [InlineData("SHILI-GZC", "339997", "Code", 409)]
    [InlineData("a", "339997", "Code", 400)]
    [InlineData("disan-gzc", "33999", "Region", 400)]
    [InlineData("disan-gzc", "abcdef", "Region", 400)]
    public async Task New_BadInstitution_IsNamedAndNotAdded(string code, string region, string field, int status)
    {
        var last = _host.LastEvidence;

        var page = await _admin.PostAsync("/administration/institutions/new", Institution(code, region));

        ((int)page.Status).ShouldBe(status);
        page.ErrorAt(field).ShouldNotBeNull();
        page.ShouldHold(field);
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Workstations_Range_LetsItsAddressesInAndNoOthers()
    {
        (await AddWorkstationAsync("127.0.1.0/28")).Location.ShouldBe("/administration/workstations?Institution=shili-gzc");

        using var inside = _host.Client("127.0.1.15");
        using var outside = _host.Client("127.0.1.16");

        (await inside.SignInAsync("shili-gzc", "测试甲")).Location.ShouldBe("/");
        (await outside.SignInAsync("shili-gzc", "测试甲")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("127.0.0.1", 409)]
    [InlineData("", 400)]
    [InlineData("localhost", 400)]
    [InlineData("127.0.0.256", 400)]
    [InlineData("127.1", 400)]
    [InlineData("0x7f.0.0.1", 400)]
    [InlineData("10.0.0.0/8", 400)]
    [InlineData("0.0.0.0/0", 400)]
    [InlineData("10.1.2.3/33", 400)]
    [InlineData("10.1.2.3/-1", 400)]
    [InlineData("10.1.2.3/", 400)]
    [InlineData("::/0", 400)]
    [InlineData("::ffff:10.0.0.0/104", 400)]
    public async Task Workstations_BadOrDoubleAddress_IsNamedAndNotRegistered(string network, int status)
    {
        var last = _host.LastEvidence;

        var page = await AddWorkstationAsync(network);

        ((int)page.Status).ShouldBe(status);
        page.ErrorAt("Network").ShouldNotBeNull();
        page.ShouldHold(network);
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Workstations_Removed_RefusesTheOpenSessionAtTheNextRequest()
    {
        using var clerk = await _host.SignedInAsync(Seat.OtherClerk);
        var list = await _admin.GetAsync("/administration/workstations?Institution=dier-gzc");
        var id = list.Html.QuerySelector("tbody input[name=Id]")!.GetAttribute("value")!;

        (await _admin.PostAsync("/administration/workstations?handler=Remove", new() { ["Id"] = id }, "/administration/workstations")).Location.ShouldBe("/administration/workstations");
        var last = _host.LastEvidence;
        var page = await clerk.GetAsync("/queries/new");
        var lookup = await clerk.LookUpAsync(new() { ["CaseNumber"] = "(2026)二受字第9001号" });

        page.Status.ShouldBe(HttpStatusCode.Forbidden);
        lookup.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await _host.ReadEvidenceAsync(last)).ShouldAllBe(r => r.Event is AccessRefused);
        (await _host.CountRegistryAnswersAsync()).ShouldBe(0);
        (await _admin.PostAsync("/administration/workstations?handler=Remove", new() { ["Id"] = id }, "/administration/workstations")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _admin.GetAsync("/administration/workstations?Institution=dier-gzc")).Body.ShouldContain("还没有登记工作站");
    }

    [Fact]
    public async Task Openings_Closed_RefusesTheClerkWithTheReasonUntilOpened()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        var form = await clerk.GetAsync("/queries/new");
        form.Html.QuerySelector(".aside .tag")!.TextContent.ShouldBe("已开放");

        (await SetAsync("closed", "服务器连续三日未上传数据")).Location.ShouldBe("/administration/openings");
        var last = _host.LastEvidence;
        var refused = await clerk.LookUpAsync();

        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Errors.Single().ShouldBe("本机构的查询未开放：服务器连续三日未上传数据。请联系省厅。");
        (await _host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<QueryRefused>().Reason.ShouldBe(RefusalReason.InstitutionNotOpen);
        (await clerk.GetAsync("/")).Body.ShouldContain("服务器连续三日未上传数据");
        (await _admin.GetAsync("/administration/openings")).Body.ShouldContain("服务器连续三日未上传数据");
        (await _host.CountRegistryAnswersAsync()).ShouldBe(0);

        await SetAsync("open", "已恢复");
        await clerk.AnswerOfAsync();
        (await _host.ReadEvidenceAsync()).Select(r => r.Event).OfType<ChangeIntended>().Select(c => c.Action).ShouldBe(["opening.closed", "opening.opened"]);
    }

    [Theory]
    [InlineData("shi-sfj", "closed", "x", "Code")]
    [InlineData("shili-gzc", "maybe", "x", "State")]
    [InlineData("shili-gzc", "closed", " ", "Reason")]
    public async Task Openings_BadField_IsNamedAndNothingChanges(string code, string state, string reason, string field)
    {
        var last = _host.LastEvidence;

        var page = await _admin.PostAsync("/administration/openings", new() { ["Code"] = code, ["State"] = state, ["Reason"] = reason });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt(field).ShouldNotBeNull();
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    private Task<PortalPage> SetAsync(string state, string reason) =>
        _admin.PostAsync("/administration/openings", new() { ["Code"] = "shili-gzc", ["State"] = state, ["Reason"] = reason });

    private Task<PortalPage> AddWorkstationAsync(string network) =>
        _admin.PostAsync("/administration/workstations", new() { ["Code"] = "shili-gzc", ["Network"] = network, ["Label"] = "三号机" });

    private static Dictionary<string, string> Institution(string code, string region) =>
        new() { ["Name"] = "示范市第三公证处（演示）", ["Kind"] = "NotaryOffice", ["Code"] = code, ["Region"] = region };
}
