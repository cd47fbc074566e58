using System.Diagnostics;
using System.Text.Json;

namespace MarriageRegistry.Tests;

public sealed class JournalTests
{
    private const string RequestId = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Answer_Given_RowIsCommittedWithLastFourOnly()
    {
        await using var registry = await RegistryHost.StartDemoAsync();
        var gateway = await registry.Gateway.StartAsync();

        var answer = await gateway.PostAsync(
            GatewayCaller.NationalPath, gateway.NationalForm("示例八", "33999919960606062X"), ("X-Request-Id", RequestId));

        var row = registry.Query("SELECT request_id, answer_id, at, service, app_key, last_four, result_count FROM answered_lookup").ShouldHaveSingleItem();
        row.ShouldBe([RequestId, answer.AnswerId, registry.Clock.GetUtcNow().ToUnixTimeMilliseconds(), "hydjxxhy00000001", GatewayCaller.DemoKey, "062X", 2L]);
    }

    [Fact]
    public async Task Answer_NothingFound_IsInTheJournalToo()
    {
        await using var registry = await RegistryHost.StartDemoAsync();
        var gateway = await registry.Gateway.StartAsync();

        await gateway.MarryInfoAsync("示例十", "330199198801010111");

        registry.Query("SELECT request_id, service, last_four, result_count FROM answered_lookup")
            .ShouldHaveSingleItem().ShouldBe([null, "marryInfo", "0111", 0L]);
    }

    [Fact]
    public async Task Answer_JournalCannotBeWritten_IsNotGivenAndUsesNoQuota()
    {
        await using var registry = await RegistryHost.StartPlainAsync(RegistryHost.NewDirectory(), quota: 1);
        var gateway = await registry.Gateway.StartAsync(GatewayCaller.TestKey, GatewayCaller.TestSecret);
        registry.Query("CREATE TRIGGER refuse BEFORE INSERT ON answered_lookup BEGIN SELECT RAISE(ABORT, 'no'); END");

        var refused = await gateway.NationalAsync("示例一", "339999199001010013");
        registry.Query("DROP TRIGGER refuse");
        var answered = await gateway.NationalAsync("示例一", "339999199001010013");

        (refused.Status, refused.Code).ShouldBe((System.Net.HttpStatusCode.ServiceUnavailable, "99"));
        refused.Body.ShouldNotContain("339999");
        answered.Code.ShouldBe("00");
        registry.Query("SELECT used FROM quota_use").ShouldHaveSingleItem()[0].ShouldBe(1L);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    public async Task Call_RequestIdThatCannotBeKept_Answers01(string requestId)
    {
        await using var registry = await RegistryHost.StartDemoAsync();
        var gateway = await registry.Gateway.StartAsync();

        var answer = await gateway.PostAsync(
            GatewayCaller.NationalPath, gateway.NationalForm("示例八", "33999919960606062X"), ("X-Request-Id", requestId));

        answer.Code.ShouldBe("01");
    }

    [Fact]
    public async Task Lookups_SinceGiven_ListsFromThenNewestLast()
    {
        await using var registry = await RegistryHost.StartDemoAsync();
        var gateway = await registry.Gateway.StartAsync();
        await gateway.NationalAsync("示例一", "339999199001010013");
        registry.Clock.Advance(TimeSpan.FromMinutes(1));
        var since = registry.Clock.GetUtcNow();
        await gateway.NationalAsync("示例三", "339999198503150134");
        await gateway.MarryInfoAsync("示例四", "339999198805200248");

        var all = JsonSerializer.Deserialize<JsonElement[]>(await registry.Http.GetStringAsync("/demo/lookups"))!;
        var recent = JsonSerializer.Deserialize<JsonElement[]>(await registry.Http.GetStringAsync($"/demo/lookups?since={since:yyyy-MM-ddTHH:mm:ssZ}"))!;

        all.Select(r => r.GetProperty("lastFour").GetString()).ShouldBe(["0013", "0134", "0248"]);
        recent.Select(r => r.GetProperty("lastFour").GetString()).ShouldBe(["0134", "0248"]);
        recent[0].GetProperty("time").GetDateTimeOffset().ShouldBe(since);
        recent[0].GetProperty("service").GetString().ShouldBe("hydjxxhy00000001");
        recent[0].GetProperty("count").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Answer_ProcessKilledRightAfter_RowIsThere()
    {
        var directory = RegistryHost.NewDirectory();
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "MarriageRegistry.dll"),
                "--urls=http://127.0.0.1:0",
                "--Demo:Enabled=true",
                $"--ConnectionStrings:Registry=Data Source={RegistryHost.DatabaseIn(directory)}",
            ])
        { RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            string? line;
            do
            {
                line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
            }
            while (line is not null && !line.Contains("http://", StringComparison.Ordinal));

            var url = line.ShouldNotBeNull().Split(' ', ';').Single(word => word.StartsWith("http://", StringComparison.Ordinal));
            using var http = new HttpClient { BaseAddress = new Uri(url) };
            var gateway = await new GatewayCaller(http, TimeProvider.System).StartAsync();
            var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => gateway.NationalAsync("示例一", "339999199001010013")));

            process.Kill();
            await process.WaitForExitAsync();

            RegistryHost.Query(directory, "SELECT answer_id FROM answered_lookup").Select(r => (string)r[0]!)
                .ShouldBe(answers.Select(a => a.AnswerId), ignoreOrder: true);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(directory, recursive: true);
        }
    }
}
