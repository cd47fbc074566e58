using System.Net;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.BadInput;

/// <summary>Two tabs, double clicks, replays, the back button, and fields filled to the brim.</summary>
public sealed class RepeatTests(BadInputFixture portal) : IClassFixture<BadInputFixture>
{
    [Fact]
    public async Task LookUp_TwoTabsBothPosted_AreTwoLookups()
    {
        var client = portal.At(Seat.Clerk);
        var first = await FormAsync(client);
        var second = await FormAsync(client);

        var one = await client.PostRawAsync("/queries/new", second);
        var two = await client.PostRawAsync("/queries/new", first);

        one.Location.ShouldNotBe(two.Location);
        (await client.GetAsync(one.Location!)).Status.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync(two.Location!)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task LookUp_DoubleClick_IsOneLookup()
    {
        var client = portal.At(Seat.Clerk);
        var form = await FormAsync(client);
        var last = portal.Host.LastEvidence;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.PostRawAsync("/queries/new", form)));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Redirect);
        answers.Select(a => a.Location).Distinct().Count().ShouldBe(1);
        (await portal.Host.ReadEvidenceAsync(last)).Select(r => r.Entry.Kind).ShouldBe([AuditKind.Intent, AuditKind.Outcome]);
        await portal.ShouldReconcileAsync();
    }

    [Fact]
    public async Task LookUp_FormPostedAgainLater_ShowsTheSameAnswerWithoutAsking()
    {
        var client = portal.At(Seat.Clerk);
        var form = await FormAsync(client);
        var first = await client.PostRawAsync("/queries/new", form);
        var last = portal.Host.LastEvidence;

        var again = await client.PostRawAsync("/queries/new", form);

        again.Location.ShouldBe(first.Location);
        (await portal.Host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task LookUp_SameFormNumberOfAColleague_IsALookupOfTheirOwn()
    {
        var client = portal.At(Seat.Clerk);
        var form = await FormAsync(client);
        var first = await client.PostRawAsync("/queries/new", form);
        using var colleague = await portal.Host.SignedInAsync(Seat.Colleague);
        var theirs = new Dictionary<string, string>(form) { ["__RequestVerificationToken"] = (await colleague.GetAsync("/queries/new")).Token! };

        var second = await colleague.PostRawAsync("/queries/new", theirs);

        second.Location.ShouldNotBe(first.Location);
    }

    [Fact]
    public async Task LookUp_BackButton_LeadsToAnEmptyFormWithANumberOfItsOwn()
    {
        var client = portal.At(Seat.Clerk);
        var before = await client.GetAsync("/queries/new");
        await client.AnswerOfAsync();

        var after = await client.GetAsync("/queries/new");

        after.Headers.CacheControl!.NoStore.ShouldBeTrue();
        Value(after, "Name").ShouldBeNullOrEmpty();
        Value(after, "FormId").ShouldNotBe(Value(before, "FormId"));
    }

    [Fact]
    public async Task NewCase_DoubleClick_IsOneCase()
    {
        var client = portal.At(Seat.Clerk);
        var form = CaseForm("(2026)示受字第9200号", (await client.GetAsync("/cases/new")).Token!);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.PostRawAsync("/cases/new", form)));

        answers.Count(a => a.Status == HttpStatusCode.Redirect).ShouldBe(1);
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Redirect || a.Status == HttpStatusCode.Conflict);
        answers.Where(a => a.Status == HttpStatusCode.Conflict).ToList().ForEach(a => a.ShouldHold("double click"));
    }

    [Fact]
    public async Task NewCase_FilledToTheBrimWithRareCharacters_IsEntered()
    {
        var client = portal.At(Seat.Clerk);
        var form = CaseForm("(2026)示受字第9201号", (await client.GetAsync("/cases/new")).Token!);
        string[] numbers = ["339999199001010013", "339999199202020023", "339999198503150134", "339999198805200248", "339999197809080314", "339999198107040427"];
        for (var i = 0; i < numbers.Length; i++)
        {
            form[$"Names[{i}]"] = string.Concat(Enumerable.Repeat("𠮷", 50));
            form[$"IdNumbers[{i}]"] = numbers[i];
        }

        (await client.PostRawAsync("/cases/new", form)).Location.ShouldBe("/cases");
    }

    [Fact]
    public async Task LookUp_FilledToTheBrimWithRareCharacters_IsRefusedWithEvidence()
    {
        string Rare(int count) => string.Concat(Enumerable.Repeat("𠮷", count));

        var page = await portal.At(Seat.Clerk).LookUpAsync(new()
        {
            ["CaseNumber"] = Rare(60), ["Name"] = Rare(50), ["IdNumber"] = Rare(60), ["Matter"] = Rare(40), ["Ground"] = "EntrustedRequest",
            ["EntrustingInstitution"] = Rare(50), ["LetterNumber"] = Rare(40), ["LetterDate"] = "2026-01-05",
        });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Html.QuerySelector(".errors .num").ShouldNotBeNull();
    }

    [Fact]
    public async Task Administration_LongestReasonsOfRareCharacters_AreKept()
    {
        var reason = string.Concat(Enumerable.Repeat("𠮷", 100));
        var admin = portal.At(Seat.Admin);

        (await admin.PostAsync("/administration/openings", new() { ["Code"] = "dier-gzc", ["State"] = "closed", ["Reason"] = reason })).Status.ShouldBe(HttpStatusCode.Redirect);
        (await portal.At(Seat.CityInspector).PostAsync($"/supervision/log/{portal.Number}", new() { ["Reason"] = reason })).Status.ShouldBe(HttpStatusCode.OK);
        (await admin.PostAsync("/administration/openings", new() { ["Code"] = "dier-gzc", ["State"] = "open", ["Reason"] = "恢复" })).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    private static string? Value(PortalPage page, string field) => page.Html.QuerySelector($"input[name={field}]")!.GetAttribute("value");

    private static async Task<Dictionary<string, string>> FormAsync(PortalClient client)
    {
        var page = await client.GetAsync("/queries/new");
        return new()
        {
            ["CaseNumber"] = "(2026)示受字第9001号", ["Matter"] = "继承权公证", ["Name"] = "示例一", ["IdNumber"] = "339999199001010013",
            ["Ground"] = "PartyConsent", ["FormId"] = Value(page, "FormId")!, ["__RequestVerificationToken"] = page.Token!,
        };
    }

    private static Dictionary<string, string> CaseForm(string number, string token) => new()
    {
        ["CaseNumber"] = number, ["Matter"] = "委托公证", ["AcceptedOn"] = "2026-01-06",
        ["Names[0]"] = "示例一", ["IdNumbers[0]"] = "339999199001010013", ["__RequestVerificationToken"] = token,
    };
}
