using System.Net;
using AngleSharp.Dom;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Pages.Intake;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Administration;

/// <summary>What the province does with one institution's opening, and with the rules of all (B6).</summary>
public sealed class OpeningTests : IAsyncLifetime
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
    public async Task Post_Secret_IsShownOnceGoodAtOnceAndNowhereInTheClear()
    {
        var page = await ActAsync("secret");

        var secret = page.Html.QuerySelector("[data-intake-secret]")!.TextContent;
        page.ShouldHold("secret");
        secret.Length.ShouldBe(43);
        (await _admin.GetAsync("/administration/openings/shili-gzc")).Body.ShouldNotContain(secret);
        using var server = new IntakeServer(_host, secret: secret);
        using var old = new IntakeServer(_host);
        (await server.BeatAsync()).Status.ShouldBe(HttpStatusCode.OK);
        (await old.BeatAsync()).Code.ShouldBe("signature-wrong");
        (await _host.ReadEvidenceAsync()).ShouldAllBe(r => !System.Text.Encoding.UTF8.GetString(AuditJson.Write(r.Event)).Contains(secret, StringComparison.Ordinal));
        foreach (var file in Directory.GetFiles(_host.Folder, "portal.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory);
            memory.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)).ShouldBe(-1, file);
        }
    }

    [Fact]
    public async Task Post_EveryAction_IsEvidenceWithReasonBeforeAndAfter()
    {
        var last = _host.LastEvidence;

        await ActAsync("server", network: "127.0.0.8");
        await ActAsync("end-leave");
        await ActAsync("leave", until: Day(1));
        await ActAsync("no-manual");
        await ActAsync("manual");

        var changes = (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().ToList();
        changes.Select(c => c.Action).ShouldBe(["opening.server-changed", "opening.leave-ended", "opening.leave-granted", "opening.manual-cases", "opening.manual-cases"]);
        changes.ShouldAllBe(c => c.Target == "shili-gzc" && c.Reason == "测试" && c.Before.Count == 1 && c.After.Count == 1);
        (changes[0].Before["network"], changes[0].After["network"]).ShouldBe(("127.0.0.1/32", "127.0.0.8/32"));
    }

    [Theory]
    [InlineData("", "", "", "x", "Action")]
    [InlineData("drop", "", "", "x", "Action")]
    [InlineData("server", "", "", "x", "Network")]
    [InlineData("server", "0.0.0.0/0", "", "x", "Network")]
    [InlineData("leave", "", "", "x", "Until")]
    [InlineData("leave", "", "-1", "x", "Until")]
    [InlineData("leave", "", "91", "x", "Until")]
    [InlineData("secret", "", "", " ", "Reason")]
    public async Task Post_BadField_IsNamedAndNothingChanges(string action, string network, string days, string reason, string field)
    {
        var last = _host.LastEvidence;
        var until = days.Length == 0 ? "" : Day(int.Parse(days, System.Globalization.CultureInfo.InvariantCulture));

        var page = await _admin.PostAsync("/administration/openings/shili-gzc", new() { ["Action"] = action, ["Network"] = network, ["Until"] = until, ["Reason"] = reason });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt(field).ShouldNotBeNull();
        page.ShouldHold(field);
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("shi-sfj")]
    public async Task Get_NoNotaryInstitution_Is404(string code) =>
        (await _admin.GetAsync("/administration/openings/" + code)).Status.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Rules_Changed_AreToldToTheClerkAndBadOnesAreNamed()
    {
        await ActAsync("end-leave");
        var last = _host.LastEvidence;
        var bad = await _admin.PostAsync("/administration/opening-rules", Rules("4321", "-1", " "));
        bad.Status.ShouldBe(HttpStatusCode.BadRequest);
        bad.Errors.Count.ShouldBe(3);
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();

        (await _admin.PostAsync("/administration/opening-rules", Rules("0", "60", "公证管理处 0571-00000000"))).Location.ShouldBe("/administration/openings");

        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Single().After["uploadGraceMinutes"].ShouldBe("60");
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        (await clerk.LookUpAsync()).Errors.Single().ShouldEndWith("请联系公证管理处 0571-00000000。");
    }

    [Fact]
    public async Task ManualCases_NotAllowed_AreRefusedOnThePageAndInThePost()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        var form = await clerk.GetAsync("/cases/new");
        await ActAsync("no-manual");
        var last = _host.LastEvidence;

        var page = await clerk.GetAsync("/cases/new");
        var posted = await clerk.PostRawAsync("/cases/new", new Dictionary<string, string>
        {
            ["CaseNumber"] = "(2026)示受字第9100号", ["Matter"] = "委托公证", ["AcceptedOn"] = "2026-01-06", ["Names[0]"] = "示例一", ["IdNumbers[0]"] = "339999199001010013",
            ["__RequestVerificationToken"] = form.Token!,
        });

        (page.Status, posted.Status).ShouldBe((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden));
        posted.Body.ShouldContain("不能手工登记");
        page.ShouldHold("not allowed");
        (await clerk.GetAsync("/cases")).Html.QuerySelector("a[href='/cases/new']").ShouldBeNull();
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("server")]
    [InlineData("secret")]
    [InlineData("leave")]
    [InlineData("end-leave")]
    [InlineData("no-manual")]
    public async Task Post_StaleRevision_IsToldBothVersionsAndChangesNothing(string action)
    {
        await ActAsync("server", network: "127.0.0.7");
        var last = _host.LastEvidence;

        foreach (var revision in new[] { "0", "", "x" })
        {
            var page = await _admin.PostAsync("/administration/openings/shili-gzc", new()
            {
                ["Action"] = action, ["Network"] = "127.0.0.8", ["Until"] = Day(1), ["Reason"] = "测试", ["Revision"] = revision,
            });

            page.Status.ShouldBe(HttpStatusCode.Conflict);
            page.Errors.Single().ShouldContain("他人修改");
            page.Html.QuerySelector("[data-stored]").ShouldNotBeNull().TextContent.ShouldContain("127.0.0.7/32");
            page.Html.QuerySelector("#Network").ShouldNotBeNull().GetAttribute("value").ShouldBe("127.0.0.8");
            page.ShouldHold(action);
        }

        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Post_TwoAdminsAtOnce_OneIsTold_AndTheServersCallsDisturbNobody()
    {
        using var server = new IntakeServer(_host);
        var form = new Dictionary<string, string> { ["Action"] = "server", ["Network"] = "127.0.0.1", ["Reason"] = "测试" };
        var revision = (await _admin.GetAsync("/administration/openings/shili-gzc")).Html.QuerySelector("input[name=Revision]")!.GetAttribute("value")!;
        (await server.BeatAsync()).Status.ShouldBe(HttpStatusCode.OK);
        form["Revision"] = revision;
        using var other = await _host.SignedInAsync(Seat.Admin);

        var answers = await Task.WhenAll(
            _admin.PostAsync("/administration/openings/shili-gzc", form), other.PostAsync("/administration/openings/shili-gzc", new(form) { ["Action"] = "no-manual" }));

        answers.Select(a => a.Status).Order().ShouldBe([HttpStatusCode.Redirect, HttpStatusCode.Conflict]);
    }

    [Fact]
    public async Task Rules_StaleRevision_IsToldBothVersionsAndChangesNothing()
    {
        (await _admin.PostAsync("/administration/opening-rules", Rules("5", "60", "公证管理处"))).Location.ShouldBe("/administration/openings");
        var last = _host.LastEvidence;

        var page = await _admin.PostAsync("/administration/opening-rules", new(Rules("7", "60", "处长")) { ["Revision"] = "0" });

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Html.QuerySelector("[data-stored]").ShouldNotBeNull().TextContent.ShouldContain("5 分钟");
        page.Html.QuerySelector("#ConnectionGrace").ShouldNotBeNull().GetAttribute("value").ShouldBe("7");
        page.ShouldHold("stale rules");
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    private static Dictionary<string, string> Rules(string connection, string upload, string contact) =>
        new() { ["ConnectionGrace"] = connection, ["UploadGrace"] = upload, ["Contact"] = contact, ["Reason"] = "测试" };

    private async Task<PortalPage> ActAsync(string action, string network = "", string until = "")
    {
        var page = await _admin.PostAsync("/administration/openings/shili-gzc", new() { ["Action"] = action, ["Network"] = network, ["Until"] = until, ["Reason"] = "测试" });
        page.Errors.ShouldBeEmpty();
        return page;
    }

    private string Day(int days) =>
        _host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
