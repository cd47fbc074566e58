using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NotaryMarriageQuery.AuditVerifier;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Supervision;

/// <summary>The auditor's page of the evidence: what it shows, what it hands out, and that lookups stop with their reason.</summary>
public sealed class IntegrityTests : IAsyncLifetime
{
    private const string Page = "/supervision/integrity";
    private PortalHost _host = null!;
    private PortalClient _auditor = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _auditor = await _host.SignedInAsync(Seat.Auditor);
    }

    public async Task DisposeAsync()
    {
        _auditor.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Export_TogetherWithKey_SatisfiesTheOfflineVerifier()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        await clerk.AnswerOfAsync();
        await SealAsync();

        var key = await _auditor.Http.GetStringAsync(Page + "?handler=Key");
        var token = (await _auditor.GetAsync(Page)).Token!;
        using var answer = await _auditor.Http.PostAsync(Page + "?handler=Export", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
        var folder = Path.Combine(_host.Folder, "export");
        await using (var zip = await answer.Content.ReadAsStreamAsync())
        {
            ZipFile.ExtractToDirectory(zip, folder);
        }

        using var output = new StringWriter();
        Verifier.Run(["verify", folder, "--key", key.Trim(), "--state", Path.Combine(_host.Folder, "state")], output, output).ShouldBe(Verifier.Good, output.ToString());
        (await _host.ReadEvidenceAsync()).ShouldContain(e => e.Event is LogExported && e.Entry.Actor == "sheng-audit/01");
    }

    [Fact]
    public async Task Checkpoint_IsShownAndHandedOut_AndItsSignatureHolds()
    {
        await SealAsync();

        var shown = (await _auditor.GetAsync(Page)).Html.QuerySelector("pre")!.TextContent;
        var file = await _auditor.Http.GetStringAsync(Page + "?handler=Checkpoint");
        var key = VerifierKey.Parse((await _auditor.Http.GetStringAsync(Page + "?handler=Key")).Trim());

        file.ReplaceLineEndings().Trim().ShouldBe(shown.ReplaceLineEndings().Trim());
        SignedNote.Open(file, key).Size.ShouldBe(_host.Services.GetRequiredService<SealingState>().Head!.Size);
        (await _auditor.Http.GetStringAsync(Page + "?handler=Pem")).ShouldStartWith("-----BEGIN PUBLIC KEY-----");
    }

    [Fact]
    public async Task Verify_ShowsItsResult_AndIsEvidence()
    {
        await SealAsync();

        (await _auditor.PostAsync(Page + "?handler=Verify", [], Page)).Location.ShouldBe(Page);
        var page = await EndedAsync();

        page.Html.QuerySelector(".notice.ok")!.TextContent.ShouldContain("核验通过");
        (await _host.ReadEvidenceAsync()).ShouldContain(e => e.Event is LogVerified && ((LogVerified)e.Event).Problems == 0);
    }

    [Fact]
    public async Task Verify_AfterAChange_NamesTheRow()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        await clerk.AnswerOfAsync();
        await SealAsync();
        var row = (await _host.ReadEvidenceAsync()).First(e => e.Entry.Kind == AuditKind.Intent).Entry;
        Intrude("UPDATE audit_entry SET case_no = '(2026)示受字第9002号' WHERE id = " + row.Id);

        await _auditor.PostAsync(Page + "?handler=Verify", [], Page);
        var page = await EndedAsync();

        page.Html.QuerySelector(".notice.stop")!.TextContent.ShouldContain("核验不通过");
        page.Body.ShouldContain(AuditNumber.Format(row.Id));
    }

    [Fact]
    public async Task RestoredBackup_StopsLookupsWithItsReason_UntilTheAuditorAccepts()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        await clerk.AnswerOfAsync();
        await SealAsync();
        Intrude("DELETE FROM audit_segment; DELETE FROM audit_checkpoint;");
        await SealAsync();

        var refused = await clerk.LookUpAsync();
        refused.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Body.ShouldContain("可能恢复了旧备份");
        (await _auditor.GetAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);

        (await _auditor.PostAsync(Page + "?handler=Accept", new() { ["Reason"] = "" }, Page)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _auditor.PostAsync(Page + "?handler=Accept", new() { ["Reason"] = "恢复演练" }, Page)).Location.ShouldBe(Page);
        await clerk.AnswerOfAsync();
        (await _auditor.PostAsync(Page + "?handler=Accept", new() { ["Reason"] = "再来" }, Page)).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Reconcile_ShowsThreeLists()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        await clerk.AnswerOfAsync();
        var foreign = new string('a', 32);
        using var registry = new HttpClient { BaseAddress = _host.RegistryUrl };
        var list = (await registry.GetStringAsync("/demo/lookups")).Replace("[", $$"""[{"requestId":"{{foreign}}","time":"{{_host.Clock.GetUtcNow():O}}"},""", StringComparison.Ordinal);

        var page = await ReconcileAsync(list);

        page.Body.ShouldContain("双方一致 1 条，仅本系统 0 条，仅民政平台 1 条");
        page.Body.ShouldContain(foreign);
        (await ReconcileAsync("[]")).Body.ShouldContain("双方一致 0 条，仅本系统 1 条，仅民政平台 0 条");
        (await _host.ReadEvidenceAsync()).Count(e => e.Event is LogReconciled).ShouldBe(2);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""[{"requestId":5,"time":"x"}]""")]
    [InlineData("not json")]
    [InlineData("")]
    public async Task Reconcile_WithAnythingElse_SaysWhatIsExpected(string list)
    {
        var page = await ReconcileAsync(list);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Errors.ShouldNotBeEmpty();
    }

    private Task SealAsync() => _host.Services.GetRequiredService<SealingService>().SealNowAsync();

    private async Task<PortalPage> EndedAsync()
    {
        PortalPage page;
        do
        {
            await Task.Delay(50);
            page = await _auditor.GetAsync(Page);
        }
        while (page.Headers.Contains("Refresh"));
        return page;
    }

    private async Task<PortalPage> ReconcileAsync(string list)
    {
        var today = DateOnly.FromDateTime(_host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var token = (await _auditor.GetAsync(Page + "/reconcile")).Token!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent(today), "From" },
            { new StringContent(today), "To" },
            { new StringContent(list), "List", "list.json" },
        };
        return await _auditor.SendAsync(new HttpRequestMessage(HttpMethod.Post, Page + "/reconcile") { Content = form });
    }

    private void Intrude(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_host.Folder, "portal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DROP TRIGGER IF EXISTS audit_entry_u; DROP TRIGGER IF EXISTS audit_segment_d; DROP TRIGGER IF EXISTS audit_checkpoint_d; " + sql;
        command.ExecuteNonQuery();
    }
}
