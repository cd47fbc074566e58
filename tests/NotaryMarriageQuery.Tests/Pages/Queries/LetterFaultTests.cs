using System.Net;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Queries;

/// <summary>Written requests in a database that somebody looks into or tampers with; each test spoils a portal of its own.</summary>
public sealed class LetterFaultTests : IAsyncLifetime
{
    private const string Second = "示范市第二公证处（演示）";
    private PortalHost _host = null!;
    private PortalClient _clerk = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _clerk = await _host.SignedInAsync(Seat.Clerk);
    }

    public async Task DisposeAsync()
    {
        _clerk.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task File_AtRest_IsEncryptedUnderTheYearsKey()
    {
        var url = await WithLetterAsync();
        var secret = System.Text.Encoding.ASCII.GetBytes(SampleFiles.Secret);

        byte[] ciphertext;
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            var file = await scope.ServiceProvider.GetRequiredService<PortalDbContext>().KeptFiles.AsNoTracking().SingleAsync();
            ciphertext = file.Sealed[..64];
            file.Period.ShouldBe(_host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Year);
        }

        _host.FilesHold(ciphertext).ShouldBeTrue();
        _host.FilesHold(secret).ShouldBeFalse();
        (await DownloadAsync(_clerk, await LinkAsync(url))).Content.ShouldBe(SampleFiles.Pdf());
    }

    [Fact]
    public async Task File_MovedToAnotherLookup_CannotBeOpened()
    {
        var url = await WithLetterAsync();
        var link = await LinkAsync(url);
        var other = await _clerk.AnswerOfAsync(LetterSteps.Entrusted(Second, "二证函〔2026〕2号"));
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
            await db.KeptFiles.ExecuteUpdateAsync(s => s.SetProperty(f => f.Owner, FileOwner.LookUp(other["/queries/".Length..])));
        }

        (await _clerk.GetAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _clerk.GetAsync(link.Replace(url, other, StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task LookUp_NoteCannotBeWritten_IsNotAsked()
    {
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Database.ExecuteSqlRawAsync("ALTER TABLE entrusted_lookup RENAME TO gone");
        }

        var (last, asked) = (_host.LastEvidence, await _host.CountRegistryAnswersAsync());

        (await _clerk.LookUpAsync(LetterSteps.Entrusted(Second))).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);

        (await _host.CountRegistryAnswersAsync()).ShouldBe(asked);
        var rows = await _host.ReadEvidenceAsync(last);
        rows.Select(r => (r.Entry.Kind, r.Entry.Status)).ShouldBe([(AuditKind.Intent, AuditStatus.None), (AuditKind.Outcome, AuditStatus.Failed)]);
        rows[1].Event.ShouldBeOfType<QueryAnswered>().Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("CREATE TRIGGER no_more BEFORE INSERT ON kept_file BEGIN SELECT RAISE(ABORT, 'no'); END")]
    [InlineData("ALTER TABLE kept_file RENAME COLUMN sha256 TO gone")]
    public async Task LookUp_FileCannotBeKept_ShowsTheAnswerAndSaysSo(string fault)
    {
        var asked = await _host.CountRegistryAnswersAsync();
        var undo = fault.StartsWith("CREATE", StringComparison.Ordinal) ? "DROP TRIGGER no_more" : "ALTER TABLE kept_file RENAME COLUMN gone TO sha256";
        await ExecuteAsync(fault);

        var posted = await _clerk.PostFileAsync("/queries/new", PortalClient.LookUpForm(LetterSteps.Entrusted(Second)), "LetterFile", SampleFiles.Pdf());

        posted.Status.ShouldBe(HttpStatusCode.Redirect);
        await ExecuteAsync(undo);
        var page = await _clerk.GetAsync(posted.Location!);
        page.ShouldHold("file not kept");
        page.Html.QuerySelector("[role=alert]").ShouldNotBeNull().TextContent.ShouldContain("文件没有保存");
        page.Html.QuerySelector("article.record").ShouldNotBeNull();
        (await _host.CountRegistryAnswersAsync()).ShouldBe(asked + 1);
        var url = posted.Location!.Split('?')[0];
        (await _clerk.PostFileAsync(url, [], "LetterFile", SampleFiles.Pdf())).Location.ShouldBe(url);
        (await _clerk.GetAsync(posted.Location!)).Html.QuerySelector("[role=alert]").ShouldBeNull();
    }

    private async Task ExecuteAsync(string statement)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Database.ExecuteSqlRawAsync(statement);
    }

    private async Task<string> WithLetterAsync()
    {
        var url = await _clerk.AnswerOfAsync(LetterSteps.Entrusted(Second));
        (await _clerk.PostFileAsync(url, [], "LetterFile", SampleFiles.Pdf())).Location.ShouldBe(url);
        return url;
    }

    private async Task<string> LinkAsync(string url) => (await _clerk.GetAsync(url)).Html.QuerySelector("a[href*='/letter/']")!.GetAttribute("href")!;

    private static async Task<(byte[] Content, HttpResponseMessage Response)> DownloadAsync(PortalClient client, string link)
    {
        var response = await client.Http.GetAsync(link);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await response.Content.ReadAsByteArrayAsync(), response);
    }
}
