using System.Net;
using System.Text;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Inspections;

/// <summary>From the checklist to the report: checks, findings, the institution's answer, closing, and who may do what.</summary>
public sealed class InspectionTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private PortalClient _city = null!;
    private PortalClient _clerk = null!;
    private string _id = "";

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _clerk = await _host.SignedInAsync(Seat.Clerk);
        await _clerk.AnswerOfAsync();
        await _clerk.LookUpAsync(new() { ["Name"] = "示例二" });
        _host.Clock.Advance(TimeSpan.FromMinutes(2));
        _city = await _host.SignedInAsync(Seat.CityInspector);
        _id = await _city.PlannedAsync(_host, new() { ["Codes"] = "shili-gzc" });
        await _city.DrawAsync(_id);
    }

    public async Task DisposeAsync()
    {
        _city.Dispose();
        _clerk.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Check_Lookup_IsMaskedAndEveryStepIsEvidence()
    {
        var last = _host.LastEvidence;

        var page = await _city.GetAsync($"{InspectionSteps.Url}{_id}/1");

        page.ShouldHold("item");
        page.Body.ShouldContain("示*");
        page.Body.ShouldNotContain("示例一");
        page.Body.ShouldNotContain("339999199001010013");
        (await _city.CheckAsync(_id, 1, "No", remark: "卷内缺同意书")).Location.ShouldBe(InspectionSteps.Url + _id);
        var list = await _city.GetAsync(InspectionSteps.Url + _id);
        list.ShouldHold("list");
        list.Html.QuerySelectorAll("tbody tr")[0].TextContent.ShouldContain("演示丁");
        var rows = await _host.ReadEvidenceAsync(last);
        rows.Select(r => r.Event).OfType<EntryViewed>().ShouldNotBeEmpty();
        rows.Select(r => r.Event).OfType<RecordViewed>().ShouldContain(r => r.List == "inspections" && r.Record == _id);
        var check = rows.Select(r => r.Event).OfType<ChangeIntended>().ShouldHaveSingleItem();
        (check.Action, check.After["consent"], check.After["reason"]).ShouldBe(("inspection.checked", "No", "卷内缺同意书"));
    }

    [Fact]
    public async Task Check_BySomebodyElseMeanwhile_IsToldAndCanBeSavedAgain()
    {
        using var second = await _host.SignedInAsync(Seat.CityInspector);
        var seen = await second.VersionAsync(_id, 1);
        await _city.CheckAsync(_id, 1, "No");

        var page = await second.CheckAsync(_id, 1, "Yes", seen);

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.ShouldHold("two inspectors");
        page.Errors.Single().ShouldStartWith("演示丁刚检查过");
        (await second.CheckAsync(_id, 1, "Yes", page.Html.QuerySelector("input[name=Version]")!.GetAttribute("value"))).Location.ShouldNotBeNull();
    }

    [Fact]
    public async Task Find_AndAnswer_GoToTheInstitutionAndBack()
    {
        using var other = await _host.SignedInAsync(Seat.OtherClerk);
        var last = _host.LastEvidence;
        var form = Guid.NewGuid().ToString();

        (await _city.FindAsync(_id, "#1", form, SampleFiles.Pdf())).Location.ShouldBe(InspectionSteps.Url + _id);
        (await _city.FindAsync(_id, "#1", form, SampleFiles.Pdf())).Location.ShouldBe(InspectionSteps.Url + _id);

        (await _clerk.GetAsync("/")).Body.ShouldContain("1 个<a href=\"/inspections\">");
        var list = await _clerk.GetAsync("/inspections");
        list.ShouldHold("findings");
        list.Html.QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        var url = "/inspections/" + form;
        var page = await _clerk.GetAsync(url);
        page.ShouldHold("finding");
        page.Body.ShouldContain("卷内未见当事人同意。");
        var file = page.Html.QuerySelector("a[href*='/file/']")!.GetAttribute("href")!;
        (await _clerk.GetAsync(file)).Body.ShouldContain(SampleFiles.Secret);
        (await other.GetAsync(url)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync(file)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync("/inspections")).Body.ShouldContain("没有检查问题");
        (await _clerk.PostAsync(url, new() { ["Text"] = " " })).ErrorAt("Text").ShouldBe("请填写答复");
        (await _clerk.PostFileAsync(url, new() { ["Text"] = "已补齐，见附件。" }, "AnswerFile", SampleFiles.Png())).Location.ShouldBe(url);
        (await _clerk.PostAsync(url, new() { ["Text"] = "再答" })).Status.ShouldBe(HttpStatusCode.Conflict);
        var back = await _city.GetAsync(InspectionSteps.Url + _id);
        back.Body.ShouldContain("已补齐，见附件。");
        back.Html.QuerySelectorAll("a[href*='/file/']").Length.ShouldBe(2);
        (await _city.GetAsync(back.Html.QuerySelector("a[href*='/file/']")!.GetAttribute("href")!)).Status.ShouldBe(HttpStatusCode.OK);
        var rows = (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).ToList();
        rows.OfType<ChangeIntended>().Select(c => c.Action).ShouldBe(["finding.recorded", "finding.answered"]);
        rows.OfType<FileOpened>().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Close_OnlyWhenAllIsChecked_AndThenNothingChanges()
    {
        var form = Guid.NewGuid().ToString();
        await _city.FindAsync(_id, "shili-gzc", form);
        (await _city.CloseAsync(_id)).Errors.Single().ShouldContain("未检查");
        await _city.CheckAsync(_id, 1);
        await _city.CheckAsync(_id, 2);
        var last = _host.LastEvidence;

        (await _city.CloseAsync(_id)).Location.ShouldBe(InspectionSteps.Url + _id);

        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Single().Action.ShouldBe("inspection.closed");
        last = _host.LastEvidence;
        (await _city.CheckAsync(_id, 1, version: "1")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await _city.FindAsync(_id, "shili-gzc")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await _clerk.PostAsync("/inspections/" + form, new() { ["Text"] = "迟到的答复" }, "/account/anomaly")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await _city.CloseAsync(_id, "3")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await _city.DrawAsync(_id)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await _host.ReadEvidenceAsync(last)).ShouldNotContain(r => r.Event is ChangeIntended);
        var page = await _city.GetAsync(InspectionSteps.Url + _id);
        page.ShouldHold("closed");
        page.Html.QuerySelector("main form").ShouldBeNull();
        page.Body.ShouldContain("责令整改。");
    }

    [Fact]
    public async Task Close_AfterSomethingWasWrittenThatWasNotSeen_IsTold()
    {
        await _city.CheckAsync(_id, 1);
        await _city.CheckAsync(_id, 2);
        var seen = (await _city.GetAsync(InspectionSteps.Url + _id)).Html.QuerySelector("input[name=Changes]")!.GetAttribute("value");
        await _city.FindAsync(_id, "#2");

        (await _city.CloseAsync(_id, seen)).Status.ShouldBe(HttpStatusCode.Conflict);

        (await _city.CloseAsync(_id)).Location.ShouldNotBeNull();
    }

    [Fact]
    public async Task Print_Report_HasSeedCheckpointAndQrCodeAndIsEvidence()
    {
        await _city.FindAsync(_id, "#1");
        var last = _host.LastEvidence;

        var page = await _city.GetAsync($"{InspectionSteps.Url}{_id}/print");

        page.ShouldHold("print");
        page.Html.QuerySelector(".printed-checkpoint .qr svg").ShouldNotBeNull();
        page.Html.QuerySelectorAll(".sheet tbody tr").Length.ShouldBe(2);
        page.Html.QuerySelectorAll(".num.wrap")[0].TextContent.Length.ShouldBe(64);
        page.Body.ShouldContain("卷内未见当事人同意。");
        page.Body.ShouldNotContain("示例一");
        (await _host.ReadEvidenceAsync(last)).ShouldHaveSingleItem().Entry.Kind.ShouldBe(AuditKind.Print);
    }

    [Fact]
    public async Task Post_OtherRoles_AreRefused()
    {
        using var admin = await _host.SignedInAsync(Seat.Admin);
        foreach (var client in new[] { admin, _clerk })
        {
            var token = (await client.GetAsync("/account/anomaly")).Token!;
            (await client.PostRawAsync($"{InspectionSteps.Url}{_id}?handler=Draw", new Dictionary<string, string> { ["__RequestVerificationToken"] = token })).Status.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await _city.GetAsync("/inspections")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Stored_Texts_StandNowhereInTheClear()
    {
        await _city.CheckAsync(_id, 1, remark: "备注里的话");
        await _city.FindAsync(_id, "#1", file: SampleFiles.Pdf());

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var path in Directory.GetFiles(_host.Folder, "portal.db*"))
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            foreach (var text in new[] { "备注里的话", "卷内未见", SampleFiles.Secret, "339999199001010013" })
            {
                bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)).ShouldBe(-1, text);
            }
        }
    }
}
