using Microsoft.Extensions.DependencyInjection;
using NotaryMarriageQuery.AuditVerifier;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Portal.Commands;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Pages;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Commands;

/// <summary>The commands over the evidence, beside the running portal; what they hand out satisfies the offline verifier.</summary>
public sealed class AuditCommandTests : IAsyncLifetime
{
    private PortalHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        await clerk.AnswerOfAsync();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Export_IsWhole_AndItsEvidenceIsInIt()
    {
        var folder = Path.Combine(_host.Folder, "export");

        (await RunAsync("audit", "export", folder)).Code.ShouldBe(0);

        VerifyOffline(folder, await KeyAsync()).ShouldBe(Verifier.Good);
        (await _host.ReadEvidenceAsync()).ShouldContain(e => e.Event is LogExported && e.Entry.Actor == "command-line");
        (await RunAsync("audit", "export", folder)).Code.ShouldBe(1, "the folder is not empty");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Prove_OneRow_ShowsItsContentsUnlessClosed(bool closed)
    {
        var intent = (await _host.ReadEvidenceAsync()).First(e => e.Entry.Kind == AuditKind.Intent).Entry;
        var file = Path.Combine(_host.Folder, "row.proof");

        string[] words = ["audit", "prove", AuditNumber.Format(intent.Id), "--out", file];
        (await RunAsync(closed ? [.. words, "--closed"] : words)).Code.ShouldBe(0);

        using var output = new StringWriter();
        Verifier.Run(["verify", file, "--key", await KeyAsync()], output, output).ShouldBe(Verifier.Good);
        output.ToString().Contains("339999199001010013", StringComparison.Ordinal).ShouldBe(!closed);
    }

    [Fact]
    public async Task Verify_IsGood_AndNamesTheRowAfterAChange()
    {
        (await RunAsync("audit", "verify")).Code.ShouldBe(0);
        var row = (await _host.ReadEvidenceAsync()).First(e => e.Entry.Kind == AuditKind.Outcome).Entry;
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_host.Folder, "portal.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"DROP TRIGGER audit_entry_u; UPDATE audit_entry SET status = 2 WHERE id = {row.Id}";
            command.ExecuteNonQuery();
        }

        var (code, said) = await RunAsync("audit", "verify");

        code.ShouldBe(1);
        said.ShouldContain($"row {row.Id}:");
    }

    [Fact]
    public async Task Reconcile_ListsWhatIsOnOneSideOnly()
    {
        var (code, said) = await RunAsync("audit", "reconcile", new Uri(_host.RegistryUrl, "/demo/lookups").ToString());
        code.ShouldBe(0, said);
        said.ShouldContain("双方一致 1 条，仅本系统 0 条，仅民政平台 0 条");

        var file = Path.Combine(_host.Folder, "list.json");
        await File.WriteAllTextAsync(file, """[{"requestId":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","time":"2026-11-01T00:00:00Z"}]""");
        (code, said) = await RunAsync("audit", "reconcile", file);
        code.ShouldBe(1);
        said.ShouldContain("仅民政平台 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    }

    [Theory]
    [InlineData("UPDATE act SET views = views + 1 WHERE id = (SELECT max(id) FROM act)")]
    [InlineData("UPDATE use_day SET acts = acts + 1 WHERE org = '*'")]
    [InlineData("DELETE FROM use_hour")]
    [InlineData("UPDATE use_month SET acts = acts + 1 WHERE matter <> ''")]
    public async Task Lines_AgreeWithTheEvidence_UntilOneIsChanged(string change)
    {
        var day = NotaryMarriageQuery.Core.ChinaDay.Today(_host.Clock).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        string[] words = ["audit", "lines", "--from", day, "--to", day];
        var (code, said) = await RunAsync(words);
        code.ShouldBe(0, said);
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_host.Folder, "portal.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = change;
            command.ExecuteNonQuery().ShouldBeGreaterThan(0);
        }

        (code, said) = await RunAsync(words);

        code.ShouldBe(1, said);
        said.ShouldContain($"{day} 有");
    }

    [Fact]
    public async Task RotateKeys_BesideTheRunningPortal_IsEvidenceAndEverythingGoesOn()
    {
        var (code, said) = await RunAsync("keys", "rotate");

        code.ShouldBe(0, said);
        said.ShouldContain("portal-keys.json");
        (await _host.ReadEvidenceAsync()).ShouldContain(e => e.Event is WrappingKeyReplaced && e.Entry.Actor == "command-line");
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        await clerk.AnswerOfAsync();
        (await RunAsync("audit", "verify")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task RotateSigningKey_BesideTheRunningPortal_TheNewKeyVerifiesAndEverythingGoesOn()
    {
        var old = await KeyAsync();
        var (code, said) = await RunAsync("keys", "rotate-signing");
        code.ShouldBe(0, said);
        said.ShouldContain(old);

        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        await clerk.AnswerOfAsync();
        await _host.Services.GetRequiredService<SealingService>().SealNowAsync();
        _host.Services.GetRequiredService<SealingState>().Problem.ShouldBe(SealingProblem.None);
        (await RunAsync("audit", "verify")).Code.ShouldBe(0);
        var folder = Path.Combine(_host.Folder, "export");
        (await RunAsync("audit", "export", folder)).Code.ShouldBe(0);
        VerifyOffline(folder, await KeyAsync()).ShouldBe(Verifier.Good);
        VerifyOffline(folder, old).ShouldBe(Verifier.CannotDecide);
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("keys", "somersault")]
    [InlineData("audit")]
    [InlineData("audit", "export")]
    [InlineData("audit", "export", "x", "--from", "-1")]
    [InlineData("audit", "export", "x", "--from", "many")]
    [InlineData("audit", "prove", "--out", "x")]
    [InlineData("audit", "prove", "no-number", "--out", "x")]
    [InlineData("audit", "prove", "1", "--out", "x")]
    [InlineData("audit", "lines", "--from", "2026-02-30")]
    [InlineData("audit", "lines", "--from", "2026-01-02", "--to", "2026-01-01")]
    [InlineData("audit", "reconcile", "no-such-file")]
    [InlineData("audit", "reconcile", "http://127.0.0.1:1/")]
    [InlineData("audit", "somersault")]
    public async Task WrongWords_AreASentence_AndCodeTwo(params string[] words)
    {
        var (code, said) = await RunAsync(words);

        code.ShouldBe(2, said);
        said.Trim().ShouldNotBeEmpty();
        said.ShouldNotContain("   at ");
    }

    private static int VerifyOffline(string target, string key)
    {
        using var output = new StringWriter();
        return Verifier.Run(["verify", target, "--key", key, "--state", target + "-state"], output, output);
    }

    private async Task<string> KeyAsync() => (await RunAsync("audit", "public-key")).Said.Trim();

    private async Task<(int Code, string Said)> RunAsync(params string[] words)
    {
        await using var said = new StringWriter();
        var code = await PortalCommands.RunAsync(
            [
                .. words,
                "--ConnectionStrings:Portal", $"Data Source={Path.Combine(_host.Folder, "portal.db")}",
                "--Keys:File", Path.Combine(_host.Folder, "keys", "portal-keys.json"),
                "--Demo:Enabled", "true",
                "--Registry:BaseUrl", _host.RegistryUrl.ToString(),
                "--Registry:AppKey", "demo0000000000000000000000000001",
                "--Registry:AppSecret", "demosecret0000000000000000000001",
            ],
            said,
            said);
        return (code, said.ToString());
    }
}
