using System.Net;
using AngleSharp.Dom;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Supervision;

/// <summary>Who sees whose acts, the search for a person, and uncovering (C2).</summary>
public sealed class ScopeTests(LogFixture portal) : IClassFixture<LogFixture>
{
    [Fact]
    public async Task Get_CountyInspector_SeesTheOfficesOfTheCountyOnly()
    {
        using var client = await portal.Host.SignedInAsync(Seat.CountyInspector);

        var page = await client.GetAsync("/supervision/log");
        var asked = await client.GetAsync("/supervision/log?Institution=shili-gzc");

        page.Html.QuerySelectorAll("#Institution option").Select(o => o.GetAttribute("value")).ShouldBe(["", "dier-gzc"]);
        page.Html.QuerySelectorAll("tbody tr").ShouldAllBe(r => r.TextContent.Contains("示范市第二公证处（演示）", StringComparison.Ordinal));
        page.Html.QuerySelectorAll("tbody tr").Length.ShouldBeGreaterThan(0);
        asked.Html.QuerySelectorAll("tbody tr").ShouldBeEmpty();
        page.Body.ShouldNotContain("示范市示例公证处");
    }

    [Fact]
    public async Task Get_EntryOutsideTheRegion_IsNotFoundAlsoForUnmasking()
    {
        using var client = await portal.Host.SignedInAsync(Seat.CountyInspector);
        var last = portal.Host.LastEvidence;

        var outside = await client.GetAsync("/supervision/log/" + portal.Found);
        var unmask = await client.PostAsync("/supervision/log/" + portal.Found, new() { ["Reason"] = "抽查" }, formPage: "/supervision/log/" + portal.OtherOffice);
        var empty = await client.PostAsync("/supervision/log/" + portal.Found, new() { ["Reason"] = "" }, formPage: "/supervision/log/" + portal.OtherOffice);
        var inside = await client.GetAsync("/supervision/log/" + portal.OtherOffice);

        outside.Status.ShouldBe(HttpStatusCode.NotFound);
        unmask.Status.ShouldBe(HttpStatusCode.NotFound);
        empty.Status.ShouldBe(HttpStatusCode.NotFound);
        inside.Status.ShouldBe(HttpStatusCode.OK);
        (await portal.Host.ReadEvidenceAsync(last)).ShouldAllBe(r => r.Event is EntryViewed);
    }

    [Fact]
    public async Task Get_Auditor_SeesTheProvinceToo()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Auditor);

        var admins = await client.GetAsync("/supervision/log?Operator=sheng-admin/01");
        var system = await client.GetAsync("/supervision/log?From=2026-01-01");

        admins.Html.QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        admins.Body.ShouldContain("关闭查询");
        system.Html.QuerySelectorAll("#Institution option").Length.ShouldBe(6);
    }

    [Fact]
    public async Task Post_Subject_FindsTheirLookupsWithoutAnAddressThatTells()
    {
        using var client = await portal.Host.SignedInAsync(Seat.CityInspector);
        var last = portal.Host.LastEvidence;

        var page = await client.PostAsync("/supervision/log", new() { ["SubjectIdNumber"] = "330199 19880101 0111" });

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.ShouldHold("subject");
        page.Html.QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        page.Body.ShouldContain("与号码");
        page.Html.QuerySelector(".notice")!.TextContent.ShouldNotContain("330199198801010111");
        var (entry, told) = (await portal.Host.ReadEvidenceAsync(last))[^1];
        told.ShouldBeOfType<SubjectSearched>().IdNumber.ShouldBe("330199198801010111");
        entry.Subject1.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("", "请输入")]
    [InlineData("339999199001010014", "校验位")]
    public async Task Post_SubjectWithABadNumber_IsNamedAndNoSearch(string number, string sentence)
    {
        using var client = await portal.Host.SignedInAsync(Seat.CityInspector);
        var last = portal.Host.LastEvidence;

        var page = await client.PostAsync("/supervision/log", new() { ["SubjectIdNumber"] = number });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt("SubjectIdNumber").ShouldNotBeNull().ShouldContain(sentence);
        (await portal.Host.ReadEvidenceAsync(last)).ShouldAllBe(r => r.Event is LogSearched);
    }

    [Fact]
    public async Task Get_SubjectInTheAddress_IsIgnored()
    {
        using var client = await portal.Host.SignedInAsync(Seat.CityInspector);

        var page = await client.GetAsync("/supervision/log?SubjectIdNumber=330199198801010111");

        page.Html.QuerySelectorAll("tbody tr").Length.ShouldBe(50);
    }

    [Fact]
    public async Task Get_Entry_IsMaskedAndEvidence()
    {
        using var client = await portal.Host.SignedInAsync(Seat.CityInspector);
        var last = portal.Host.LastEvidence;

        var page = await client.GetAsync("/supervision/log/" + portal.Found);

        page.ShouldHold("entry");
        page.Body.ShouldContain("示*一");
        page.Body.ShouldNotContain("示例一");
        page.Body.ShouldNotContain("339999199001010013");
        page.Body.ShouldNotContain("339999 19900101 0013");
        page.Body.ShouldContain("记录数");
        (await portal.Host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<EntryViewed>().Entry.ShouldBe(portal.Found);
    }

    [Fact]
    public async Task Post_Unmask_NeedsAReasonAndIsEvidence()
    {
        using var client = await portal.Host.SignedInAsync(Seat.CityInspector);
        var url = "/supervision/log/" + portal.Found;
        var without = await client.PostAsync(url, new() { ["Reason"] = "  " });
        var last = portal.Host.LastEvidence;

        var page = await client.PostAsync(url, new() { ["Reason"] = "定期检查 2026-3 抽查" });

        without.Status.ShouldBe(HttpStatusCode.BadRequest);
        without.ErrorAt("Reason").ShouldBe("请填写理由");
        without.Body.ShouldNotContain("示例一");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Body.ShouldContain("示例一");
        page.Body.ShouldContain("339999 19900101 0013");
        page.ShouldHold("unmasked");
        var uncovered = (await portal.Host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<EntryUnmasked>().Single();
        (uncovered.Entry, uncovered.Reason, uncovered.PersonName).ShouldBe((portal.Found, "定期检查 2026-3 抽查", "演示丁"));
        (await client.GetAsync(url)).Body.ShouldNotContain("示例一");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("0000000-000000")]
    [InlineData("7FFFFFF-000001")]
    public async Task Get_UnknownEntry_IsNotFound(string number)
    {
        using var client = await portal.Host.SignedInAsync(Seat.Auditor);

        (await client.GetAsync("/supervision/log/" + number)).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
