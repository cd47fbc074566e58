using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Register;
using NotaryMarriageQuery.Core.Spreadsheets;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Core.Spreadsheets;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Register;

/// <summary>The usage register writes itself out of the evidence, cell by cell, and takes certificate numbers as additions (C3).</summary>
public sealed class RegisterTests : IAsyncLifetime
{
    private PortalHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        await clerk.AnswerOfAsync();
        await clerk.LookUpAsync(new() { ["CaseNumber"] = "(2026)示受字第5000号" });
        using var colleague = await _host.SignedInAsync(Seat.Colleague);
        await colleague.AnswerOfAsync(new() { ["CaseNumber"] = "(2026)示受字第9003号", ["Matter"] = "夫妻财产约定公证", ["Name"] = "示例十", ["IdNumber"] = "330199198801010111" });
        using var other = await _host.SignedInAsync(Seat.OtherClerk);
        await other.AnswerOfAsync(new() { ["CaseNumber"] = "(2026)二受字第9001号" });
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Get_OwnRegister_IsTheEvidenceCellByCell()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        var rows = await _host.ReadEvidenceAsync();
        var last = _host.LastEvidence;

        var page = await clerk.GetAsync("/register");

        page.ShouldHold("register");
        Cells(page.Html).ShouldBe(Expected(rows, "shili-gzc"));
        page.Html.QuerySelectorAll("thead th").Take(8).Select(h => h.TextContent).ShouldBe(RegisterExport.Columns);
        var opened = (await _host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<RegisterOpened>();
        (opened.Institution, opened.Lines, opened.Form).ShouldBe(("shili-gzc", 2, "page"));
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task Export_HoldsTheSameLinesAndSaysHowMany(string format)
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        var year = _host.Clock.GetUtcNow().AddHours(8).Year.ToString(CultureInfo.InvariantCulture);
        var form = await clerk.GetAsync("/register");
        var expected = Cells(form.Html);
        var last = _host.LastEvidence;

        using var answer = await clerk.Http.PostAsync("/register?handler=Export", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = form.Token!, ["Year"] = year, ["Format"] = format,
        }));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var file = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        var rows = SpreadsheetReader.Read(file).Select(r => r.Cells.ToArray()).ToList();
        rows[0][0].ShouldBe(RegisterExport.Title);
        rows[2].Take(8).ShouldBe(RegisterExport.Columns);
        rows.Skip(3).Take(expected.Count).Select(r => string.Join('|', Enumerable.Range(0, 8).Select(i => i < r.Length ? r[i] : ""))).ShouldBe(expected);
        rows[^1][0].ShouldBe($"共 {expected.Count} 条");
        (await _host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<RegisterOpened>().Form.ShouldBe(format);
        if (format == "xlsx")
        {
            await File.WriteAllBytesAsync(Path.Combine(_host.Folder, "register.xlsx"), file.ToArray());
            await LibreOffice.ConvertAsync(_host.Folder, "register.xlsx", LibreOffice.Csv);
            var theirs = SpreadsheetReader.Read(File.OpenRead(Path.Combine(_host.Folder, "register.csv"))).Select(r => r.Cells.ToArray()).ToList();
            theirs.Skip(3).Take(expected.Count).Select(r => string.Join('|', Enumerable.Range(0, 8).Select(i => i < r.Length ? r[i] : ""))).ShouldBe(expected, "what LibreOffice read");
        }
    }

    [Fact]
    public async Task Post_Number_IsAddedNeverChangedAndTheSecondOfTwoIsTold()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        var url = (await clerk.GetAsync("/register")).Html.QuerySelector("tbody a")!.GetAttribute("href")!;
        var last = _host.LastEvidence;

        (await clerk.PostAsync(url, new() { ["CertificateNumber"] = "（2026）浙示证民内字第9001号", ["Before"] = "" })).Status.ShouldBe(HttpStatusCode.Found);
        (await clerk.PostAsync(url, new() { ["CertificateNumber"] = "（2026）浙示证民内字第9009号", ["Before"] = "" })).Status.ShouldBe(HttpStatusCode.Conflict);
        (await clerk.PostAsync(url, new() { ["CertificateNumber"] = "（2026）浙示证民内字第9002号", ["Before"] = "（2026）浙示证民内字第9001号" })).Status.ShouldBe(HttpStatusCode.Found);
        (await clerk.PostAsync(url, new() { ["CertificateNumber"] = " ", ["Before"] = "（2026）浙示证民内字第9002号" })).Status.ShouldBe(HttpStatusCode.BadRequest);

        var page = await clerk.GetAsync(url);
        page.Html.QuerySelectorAll("tbody tr td:nth-child(2)").Select(c => c.TextContent).ShouldBe(["（2026）浙示证民内字第9001号", "（2026）浙示证民内字第9002号"]);
        (await clerk.GetAsync("/register")).Html.QuerySelector("tbody tr")!.TextContent.ShouldContain("第9002号");
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Select(c => (c.Action, c.After["certificateNumber"]))
            .ShouldBe([("register.number-added", "（2026）浙示证民内字第9001号"), ("register.number-added", "（2026）浙示证民内字第9002号")]);
    }

    [Fact]
    public async Task Get_Missing_ShowsFromThirtyDaysOnUntilTheNumberComes()
    {
        using (var clerk = await _host.SignedInAsync(Seat.Clerk))
        {
            Cells((await clerk.GetAsync("/register?Missing=true")).Html).ShouldBeEmpty();
        }

        var year = _host.Clock.GetUtcNow().AddHours(8).Year;
        _host.Clock.Advance(TimeSpan.FromDays(31));
        using var later = await _host.SignedInAsync(Seat.Clerk);
        Cells((await later.GetAsync($"/register?Missing=true&Year={year}")).Html).Count.ShouldBe(2);
        var url = (await later.GetAsync($"/register?Missing=true&Year={year}")).Html.QuerySelector("tbody a")!.GetAttribute("href")!;
        await later.PostAsync(url, new() { ["CertificateNumber"] = "（2026）浙示证民内字第9001号", ["Before"] = "" });
        Cells((await later.GetAsync($"/register?Missing=true&Year={year}")).Html).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Get_Supervisors_SeeTheirRegionsOnlyAndAddNothing()
    {
        using var county = await _host.SignedInAsync(Seat.CountyInspector);
        Cells((await county.GetAsync("/register?Institution=dier-gzc")).Html).Count.ShouldBe(1);
        (await county.GetAsync("/register?Institution=shili-gzc")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var url = (await county.GetAsync("/register?Institution=dier-gzc")).Html.QuerySelector("tbody a")!.GetAttribute("href")!;
        (await county.GetAsync(url)).Status.ShouldBe(HttpStatusCode.OK);
        (await county.PostAsync(url, new() { ["CertificateNumber"] = "1" }, "/register?Institution=dier-gzc")).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        (await clerk.GetAsync(url)).Status.ShouldBe(HttpStatusCode.NotFound);
        var own = (await clerk.GetAsync("/register")).Html.QuerySelector("tbody a")!.GetAttribute("href")!;
        (await county.GetAsync(own)).Status.ShouldBe(HttpStatusCode.NotFound);
        Cells((await clerk.GetAsync("/register?Institution=dier-gzc")).Html).Count.ShouldBe(2, "the own one, whatever the address says");
    }

    private static List<string> Cells(IParentNode page) =>
        [.. page.QuerySelectorAll(".register tbody tr").Select(r => string.Join('|', r.QuerySelectorAll("td").Take(8).Select(c => c.TextContent.Trim())))];

    private static List<string> Expected(IReadOnlyList<(AuditEntry Entry, AuditEvent Event)> rows, string code) =>
    [
        .. rows.Where(r => r.Entry.Kind == AuditKind.Intent && r.Entry.Organisation == code)
            .Where(r => rows.Any(o => o.Entry.Kind == AuditKind.Outcome && o.Entry.Request.SequenceEqual(r.Entry.Request) && o.Entry.Status is AuditStatus.Found or AuditStatus.NotFound))
            .Select((r, i) =>
            {
                var facts = ((QueryIntended)r.Event).Facts;
                return $"{i + 1}|{r.Event.PersonName}|{facts.Name}|{facts.IdNumber}|{facts.Matter}|{r.Entry.CaseNumber}||{r.Entry.AtUtc.AddHours(8):yyyy-MM-dd HH:mm:ss}";
            }),
    ];
}
