using System.Net;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Cases;

/// <summary>An institution's own cases (A6): list, enter, close.</summary>
public sealed class CaseTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Index_OwnCases_AreShownMaskedAndNobodyElses()
    {
        using var client = await portal.Host.SignedInAsync(Seat.OtherClerk);

        var page = await client.GetAsync("/cases");

        page.Body.ShouldContain("(2026)二受字第9001号");
        page.Body.ShouldNotContain("示受字第9001号");
        page.Body.ShouldContain("示*一");
        page.Body.ShouldNotContain("示例一");
        page.Body.ShouldNotContain("339999199001010013");
    }

    [Fact]
    public async Task New_RightForm_EntersACaseThatCanBeLookedUp()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        var last = portal.Host.LastEvidence;

        var posted = await client.PostAsync("/cases/new", Form("（2026）示受字第 9301 号"));

        posted.Location.ShouldBe("/cases");
        (await client.GetAsync("/cases")).Body.ShouldContain("(2026)示受字第9301号");
        var rows = (await portal.Host.ReadEvidenceAsync(last)).Select(r => r.Event).ToList();
        rows[0].ShouldBeOfType<ChangeIntended>().Action.ShouldBe("case.entered");
        rows[1].ShouldBeOfType<ChangeEnded>().Problem.ShouldBeEmpty();
        await client.AnswerOfAsync(new() { ["CaseNumber"] = "(2026)示受字第9301号", ["Matter"] = "委托公证", ["Name"] = "示例三", ["IdNumber"] = "339999198503150134" });
    }

    [Theory]
    [InlineData("CaseNumber", "", "CaseNumber", 400)]
    [InlineData("CaseNumber", "!!!!", "CaseNumber", 400)]
    [InlineData("CaseNumber", "(2026)示受字第9001号", "CaseNumber", 409)]
    [InlineData("Matter", "别的", "Matter", 400)]
    [InlineData("AcceptedOn", "2026-02-30", "AcceptedOn", 400)]
    [InlineData("AcceptedOn", "2099-01-01", "AcceptedOn", 400)]
    [InlineData("Names[0]", "", "Names[0]", 400)]
    [InlineData("IdNumbers[0]", "339999199001010014", "IdNumbers[0]", 400)]
    [InlineData("IdNumbers[0]", "810000209901010010", "IdNumbers[0]", 400)]
    [InlineData("IdNumbers[1]", "339999198503150134", "IdNumbers[1]", 400)]
    [InlineData("Names[1]", "", "Names[1]", 400)]
    public async Task New_WrongField_IsNamedAndNothingIsEntered(string field, string value, string errorAt, int status)
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        var form = Form("(2026)示受字第9302号");
        (form["Names[1]"], form["IdNumbers[1]"]) = ("示例四", "339999198805200248");
        form[field] = value;
        var last = portal.Host.LastEvidence;

        var page = await client.PostAsync("/cases/new", form);

        ((int)page.Status).ShouldBe(status);
        page.ErrorAt(errorAt).ShouldNotBeNull();
        page.ShouldHold(field);
        (await portal.Host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Close_OpenCase_EndsItsLookupsAndASecondCloseIsAConflict()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        await client.PostAsync("/cases/new", Form("(2026)示受字第9303号"));
        var list = await client.GetAsync("/cases");
        var row = list.Html.QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains("9303", StringComparison.Ordinal));
        var form = new Dictionary<string, string> { ["Id"] = row.QuerySelector("input[name=Id]")!.GetAttribute("value")!, ["__RequestVerificationToken"] = list.Token! };

        (await client.PostRawAsync("/cases?handler=Close", form)).Location.ShouldBe("/cases");
        var again = await client.PostRawAsync("/cases?handler=Close", form);
        var lookup = await client.LookUpAsync(new() { ["CaseNumber"] = "(2026)示受字第9303号", ["Matter"] = "委托公证", ["Name"] = "示例三", ["IdNumber"] = "339999198503150134" });

        again.Status.ShouldBe(HttpStatusCode.Conflict);
        again.Errors.Single().ShouldContain("已被他人办结");
        again.ShouldHold("closed twice");
        lookup.Errors.Single().ShouldContain("已办结");
    }

    [Fact]
    public async Task Close_CaseOfAnotherOffice_IsNotFoundAndStaysOpen()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        using var other = await portal.Host.SignedInAsync(Seat.OtherClerk);
        var id = (await other.GetAsync("/cases")).Html.QuerySelector("input[name=Id]")!.GetAttribute("value")!;

        var page = await client.PostAsync("/cases?handler=Close", new() { ["Id"] = id }, formPage: "/cases");

        page.Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync("/cases")).Html.QuerySelector("tbody .tag")!.TextContent.ShouldBe("在办");
    }

    [Fact]
    public async Task Index_MoreThanFiftyCases_ArePagedWithoutGapOrRepeat()
    {
        await using var host = await PortalHost.StartAsync();
        using var client = await host.SignedInAsync(Seat.Clerk);
        var token = (await client.GetAsync("/cases/new")).Token!;
        for (var i = 0; i < 52; i++)
        {
            (await client.PostRawAsync("/cases/new", new Dictionary<string, string>(Form($"(2026)示受字第{9400 + i}号")) { ["__RequestVerificationToken"] = token })).Location.ShouldBe("/cases");
        }

        var first = await client.GetAsync("/cases");
        var second = await client.GetAsync(first.Html.QuerySelector(".more a")!.GetAttribute("href")!);

        var numbers = new[] { first, second }.SelectMany(p => p.Html.QuerySelectorAll("tbody tr td:first-child").Select(c => c.TextContent)).ToList();
        numbers.Count.ShouldBe(56);
        numbers.Distinct().Count().ShouldBe(56);
        numbers[0].ShouldBe("(2026)示受字第9451号");
        second.Html.QuerySelector(".more a").ShouldBeNull();
    }

    private static Dictionary<string, string> Form(string number) => new()
    {
        ["CaseNumber"] = number, ["Matter"] = "委托公证", ["AcceptedOn"] = "2026-01-06", ["Names[0]"] = "示例三", ["IdNumbers[0]"] = "339999198503150134",
    };
}
