using System.Net;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Queries;

/// <summary>Lookups on another institution's written request (A7): the letter, its file, and who finds them.</summary>
[Collection(nameof(PortalCollection))]
public sealed class LetterTests(PortalFixture portal) : IAsyncLifetime
{
    private const string Second = "示范市第二公证处（演示）";
    private readonly PortalHost _host = portal.Host;
    private PortalClient _clerk = null!;

    public async Task InitializeAsync() => _clerk = await _host.SignedInAsync(Seat.Clerk);

    public Task DisposeAsync()
    {
        _clerk.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task LookUp_WithoutFile_SucceedsAndIsListedAsMissing()
    {
        var url = await _clerk.AnswerOfAsync(LetterSteps.Entrusted(Second));
        using var city = await _host.SignedInAsync(Seat.CityInspector);

        var page = await _clerk.GetAsync(url);

        page.Html.QuerySelector("#letters .tag")!.TextContent.ShouldBe("书面请求未上传");
        page.ShouldHold(url);
        (await _clerk.GetAsync("/queries/entrusted?Missing=true")).Body.ShouldContain(url);
        (await city.GetAsync("/supervision/entrusted?Missing=true")).Body.ShouldContain("二证函〔2026〕1号");
    }

    [Fact]
    public async Task LookUp_WithFileInTheForm_KeepsItWithItsHashInTheEvidence()
    {
        var last = _host.LastEvidence;

        var posted = await _clerk.PostFileAsync("/queries/new", PortalClient.LookUpForm(LetterSteps.Entrusted(Second)), "LetterFile", SampleFiles.Pdf());

        posted.Location.ShouldNotBeNull(string.Join(" ", posted.Errors));
        (await _clerk.GetAsync(posted.Location!)).Html.QuerySelector("#letters .tag")!.TextContent.ShouldBe("已上传");
        var change = (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Single();
        change.Action.ShouldBe("letter.added");
        change.After["sha256"].ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(SampleFiles.Pdf())));
        (await _clerk.GetAsync("/queries/entrusted?Missing=true")).Body.ShouldNotContain(posted.Location!);
    }

    [Fact]
    public async Task LookUp_WithBadFileInTheForm_IsNotMade()
    {
        var last = _host.LastEvidence;

        var page = await _clerk.PostFileAsync("/queries/new", PortalClient.LookUpForm(LetterSteps.Entrusted(Second)), "LetterFile", SampleFiles.Exe());

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt("LetterFile").ShouldNotBeNull();
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task LookUp_BrowserFormWithoutFile_Succeeds()
    {
        var posted = await _clerk.PostFileAsync("/queries/new", PortalClient.LookUpForm(), "Other", []);

        posted.Location.ShouldNotBeNull(string.Join(" ", posted.Errors));
        (await _clerk.GetAsync(posted.Location!)).Html.QuerySelector("#letters").ShouldBeNull();
    }

    [Fact]
    public async Task Download_IsAnAttachmentThatNothingKeepsAndEvidence()
    {
        var link = await LinkAsync(await WithLetterAsync());
        var last = _host.LastEvidence;

        var (content, response) = await DownloadAsync(_clerk, link);

        content.ShouldBe(SampleFiles.Pdf());
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        response.Content.Headers.ContentDisposition.FileName.ShouldBe("letter.pdf");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        var opened = (await _host.ReadEvidenceAsync(last)).Single();
        opened.Entry.Kind.ShouldBe(AuditKind.View);
        opened.Event.ShouldBeOfType<FileOpened>().Sha256.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(SampleFiles.Pdf())));
    }

    [Fact]
    public async Task Download_ByDirectAddress_IsForTheInstitutionAndItsSupervisionOnly()
    {
        var url = await WithLetterAsync();
        var link = await LinkAsync(url);
        using var other = await _host.SignedInAsync(Seat.OtherClerk);
        using var city = await _host.SignedInAsync(Seat.CityInspector);
        using var county = await _host.SignedInAsync(Seat.CountyInspector);
        var last = _host.LastEvidence;

        (await other.GetAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync(url)).Status.ShouldBe(HttpStatusCode.NotFound);
        var forSupervision = link.Replace("/queries/", "/supervision/entrusted/", StringComparison.Ordinal);
        (await county.GetAsync(forSupervision)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
        (await city.GetAsync(forSupervision)).Status.ShouldBe(HttpStatusCode.OK);
        (await city.GetAsync("/supervision/entrusted")).Body.ShouldContain(forSupervision);
        (await county.GetAsync("/supervision/entrusted")).Body.ShouldNotContain(url["/queries/".Length..]);
    }

    [Fact]
    public async Task Upload_ToALookupOfAnotherInstitutionOrOfNoLetter_Is404()
    {
        var url = await WithLetterAsync();
        var plain = await _clerk.AnswerOfAsync();
        using var other = await _host.SignedInAsync(Seat.OtherClerk);
        var last = _host.LastEvidence;

        (await other.PostFileAsync(url, [], "LetterFile", SampleFiles.Png(), formPage: "/queries/new")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _clerk.PostFileAsync(plain, [], "LetterFile", SampleFiles.Png(), formPage: "/queries/new")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().ShouldBeEmpty();
    }

    private static readonly Dictionary<string, (string Name, Func<byte[]> Make, string Says)> _hostile = new()
    {
        ["program"] = ("letter.pdf", () => SampleFiles.Exe(), "只接收"),
        ["cut pdf"] = ("letter.pdf", () => SampleFiles.Pdf()[..^20], "不完整"),
        ["empty"] = ("letter.pdf", () => [], "空文件"),
        ["png and pdf"] = ("letter.png", () => [.. SampleFiles.Png(), .. SampleFiles.Pdf()], "其他数据"),
        ["odd name"] = ("../../../etc/passwd.jpg", () => SampleFiles.Jpeg()[..^3], "不完整"),
        ["personal name"] = ("示例一339999199001010013.pdf", () => SampleFiles.Pdf("x)/S/JavaScript("), "脚本"),
        ["too large"] = ("letter.jpg", () => new byte[KeptFile.MaxLength + 1], "10 MB"),
    };

    public static TheoryData<string> Hostile => [.. _hostile.Keys];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Upload_HostileFile_IsNamedAndNothingIsKept(string what)
    {
        var (fileName, make, says) = _hostile[what];
        var url = await _clerk.AnswerOfAsync(LetterSteps.Entrusted(Second));
        var (last, kept) = (_host.LastEvidence, await CountAsync());

        var page = await _clerk.PostFileAsync(url, [], "LetterFile", make(), fileName, "image/png");

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt("LetterFile").ShouldNotBeNull().ShouldContain(says);
        page.Body.ShouldNotContain("passwd");
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().ShouldBeEmpty();
        (await CountAsync()).ShouldBe(kept);
    }

    [Fact]
    public async Task Upload_ElevenMebibytes_IsRefused()
    {
        var url = await _clerk.AnswerOfAsync(LetterSteps.Entrusted(Second));

        ((int)(await _clerk.PostFileAsync(url, [], "LetterFile", new byte[11 * 1024 * 1024])).Status).ShouldBeOneOf(400, 413);
    }

    [Fact]
    public async Task Upload_SameFileTwice_IsOneFile_AndAnotherIsAdded()
    {
        var url = await WithLetterAsync();

        (await _clerk.PostFileAsync(url, [], "LetterFile", SampleFiles.Pdf())).Status.ShouldBe(HttpStatusCode.Conflict);
        (await _clerk.PostFileAsync(url, [], "LetterFile", SampleFiles.Jpeg(), "x.exe")).Location.ShouldBe(url);

        (await _clerk.GetAsync(url)).Html.QuerySelectorAll("a[href*='/letter/']").Length.ShouldBe(2);
    }

    [Fact]
    public async Task EntrustingInstitution_SeesThatItWasDoneAndNothingOfThePerson()
    {
        await _clerk.AnswerOfAsync(LetterSteps.Entrusted("示范市第二公证处(演示)", "二证函〔2026〕88号"));
        using var other = await _host.SignedInAsync(Seat.OtherClerk);

        var page = await other.GetAsync("/queries/entrusted?Elsewhere=true");

        page.ShouldHold("elsewhere");
        var row = page.Html.QuerySelectorAll("tbody tr").Select(r => r.TextContent).Single(r => r.Contains("88号", StringComparison.Ordinal));
        foreach (var told in new[] { "示范市示例公证处（演示）", "继承权公证", "已办理" })
        {
            row.ShouldContain(told);
        }

        foreach (var untold in new[] { "示例一", "0013", "9001", "J339999" })
        {
            page.Html.QuerySelector("main")!.TextContent.ShouldNotContain(untold);
        }

        (await other.GetAsync("/queries/entrusted")).Body.ShouldNotContain("二证函");
        (await _clerk.GetAsync("/queries/entrusted?Elsewhere=true")).Body.ShouldNotContain("二证函");
    }

    [Fact]
    public async Task EntrustingInstitution_LookupFailed_ReadsThatNothingWasObtained()
    {
        await _host.FailRegistryAsync("http500");
        (await _clerk.LookUpAsync(LetterSteps.Entrusted(Second, "二证函〔2026〕77号"))).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        using var other = await _host.SignedInAsync(Seat.OtherClerk);

        (await other.GetAsync("/queries/entrusted?Elsewhere=true")).Html.QuerySelectorAll("tbody tr").Select(r => r.TextContent)
            .Single(r => r.Contains("77号", StringComparison.Ordinal)).ShouldContain("未取得结果");
    }

    private async Task<int> CountAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalDbContext>().KeptFiles.CountAsync();
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
