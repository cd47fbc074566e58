using Microsoft.Extensions.DependencyInjection;
using NotaryMarriageQuery.Core.Alerts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Pages.Certificates;
using NotaryMarriageQuery.Tests.Pages.Inspections;
using NotaryMarriageQuery.Tests.Pages.Sanctions;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Security;

/// <summary>A portal with everybody signed in: at their workstation, and with the same cookies somewhere else.</summary>
public sealed class AccessFixture : IAsyncLifetime
{
    public const string WrongPlace = "127.0.0.9";

    private readonly Dictionary<string, PortalClient> _here = [];
    private readonly Dictionary<string, PortalClient> _elsewhere = [];
    private string _answer = "";
    private string _number = "";
    private string _request = "";

    public PortalHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await PortalHost.StartAsync();
        await AddAsync("anonymous", null);
        await AddAsync("NotaryOffice", Seat.Clerk);
        await AddAsync("Inspector", Seat.CityInspector);
        await AddAsync("ProvincialAdmin", Seat.Admin);
        await AddAsync("ProvincialAuditor", Seat.Auditor);
        var clerk = _here["NotaryOffice"];
        _answer = (await clerk.AnswerOfAsync(LetterSteps.Entrusted("示范市第二公证处（演示）")))["/queries/".Length..];
        await clerk.PostFileAsync("/queries/" + _answer, [], "LetterFile", SampleFiles.Pdf());
        _letter = (await clerk.GetAsync("/queries/" + _answer)).Html.QuerySelector("a[href*='/letter/']")!.GetAttribute("href")!.Split('/')[^1];
        _check = (await clerk.CheckedAsync())["/certificates/".Length..];
        _verification = (await clerk.PostAsync("/verifications/new", LetterSteps.Question())).Location!.Split('/')[^1];
        _application = await AnsweredAsync(clerk);
        await _here["Inspector"].PostAsync("/reports/dier-gzc?handler=Form", new() { ["HeadName"] = "演示壬", ["Phone"] = "0571-00000000", ["Address"] = "10.33.1.5", ["FormReason"] = "测试" }, "/reports/dier-gzc");
        _request = (await _here["ProvincialAdmin"].GetAsync("/administration/reports")).Html.QuerySelector("td a[href^='/administration/reports/']")!.GetAttribute("href")!["/administration/reports/".Length..];
        _sanction = await _here["ProvincialAdmin"].DecidedAsync("Warning", "测试甲");
        _decision = (await clerk.GetAsync("/sanctions")).Html.QuerySelector("a[href*='/file/']")!.GetAttribute("href")!.Split('/')[^1];
        (_inspection, _finding, _attachment) = await InspectedAsync();
        var intent = (await Host.ReadEvidenceAsync()).First(r => r.Entry.Kind == AuditKind.Intent).Entry;
        _number = AuditNumber.Format(intent.Id);
        await NoteAlertAsync();
    }

    internal PortalClient At(string column, bool rightPlace) => (rightPlace ? _here : _elsewhere)[column];

    private readonly Guid _alert = Guid.NewGuid();
    private string _check = "";
    private string _verification = "";
    private string _application = "";
    private string _letter = "";
    private string _paper = "";
    private string _sanction = "";
    private string _inspection = "";
    private string _finding = "";
    private string _attachment = "";
    private string _decision = "";

    /// <summary>An address that the route matches and that leads somewhere.</summary>
    internal string AddressOf(string page) => page
        .Replace("{file:guid}", page.Contains("{application", StringComparison.Ordinal) ? _paper : page.Contains("{sanction", StringComparison.Ordinal) ? _decision
            : page.Contains("inspections/", StringComparison.Ordinal) ? _attachment : _letter, StringComparison.Ordinal)
        .Replace("{inspection:guid}", _inspection, StringComparison.Ordinal)
        .Replace("{finding:guid}", _finding, StringComparison.Ordinal)
        .Replace("{item:int}", "1", StringComparison.Ordinal)
        .Replace("{sanction:guid}", _sanction, StringComparison.Ordinal)
        .Replace("{alert:guid}", _alert.ToString("N"), StringComparison.Ordinal)
        .Replace("{verification:guid}", _verification, StringComparison.Ordinal)
        .Replace("{application:guid}", _application, StringComparison.Ordinal)
        .Replace("{id:length(32)}", page.StartsWith("/certificates", StringComparison.Ordinal) ? _check : _answer, StringComparison.Ordinal)
        .Replace("{id:guid}", _request, StringComparison.Ordinal)
        .Replace("{office}", "dier-gzc", StringComparison.Ordinal)
        .Replace("{number}", _number, StringComparison.Ordinal)
        .Replace("{name}", "dier-gzc", StringComparison.Ordinal)
        .Replace("{code:int?}", "500", StringComparison.Ordinal);

    private async Task NoteAlertAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        db.Alerts.Add(new Alert { Id = _alert, Kind = AlertKind.Burst, Key = "shili-gzc/01", Day = 1, Organisation = "shili-gzc", FirstAt = 1, LastAt = 1, Count = 1, State = AlertState.Open });
        await db.SaveChangesAsync();
    }

    // Answered, so that the page to print leads somewhere; the other steps have tests of their own.
    private async Task<string> AnsweredAsync(PortalClient clerk)
    {
        var id = await clerk.ApplyAsync();
        _paper = (await clerk.GetAsync("/assistance/" + id)).Html.QuerySelector("a[href*='/file/']")!.GetAttribute("href")!.Split('/')[^1];
        using var colleague = await Host.SecondAdminAsync();
        var admin = _here["ProvincialAdmin"];
        await admin.StepAsync(id, "Take");
        await admin.StepAsync(id, "Search");
        await admin.StepAsync(id, "Answer", new() { ["Chosen"] = "0" });
        (await colleague.StepAsync(id, "Confirm")).Location.ShouldNotBeNull();
        return id;
    }

    // An inspection that drew the clerk's lookup, with a finding and its file.
    private async Task<(string, string, string)> InspectedAsync()
    {
        var inspector = _here["Inspector"];
        Host.Clock.Advance(TimeSpan.FromMinutes(2));
        var id = await inspector.PlannedAsync(Host);
        await inspector.DrawAsync(id);
        await inspector.FindAsync(id, "shili-gzc", file: SampleFiles.Pdf());
        var finding = (await _here["NotaryOffice"].GetAsync("/inspections")).Html.QuerySelector("td a[href^='/inspections/']")!.GetAttribute("href")!.Split('/')[^1];
        var file = (await _here["NotaryOffice"].GetAsync("/inspections/" + finding)).Html.QuerySelector("a[href*='/file/']")!.GetAttribute("href")!.Split('/')[^1];
        return (id, finding, file);
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _here.Values.Concat(_elsewhere.Values))
        {
            client.Dispose();
        }

        await Host.DisposeAsync();
    }

    private async Task AddAsync(string column, Seat? seat)
    {
        _here[column] = seat is null ? Host.Client() : await Host.SignedInAsync(seat);
        _elsewhere[column] = _here[column].CopyTo(Host, WrongPlace);
    }
}
