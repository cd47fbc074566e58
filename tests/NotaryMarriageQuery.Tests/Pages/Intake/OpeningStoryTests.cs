using System.Net;
using AngleSharp.Dom;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Intake;

/// <summary>Five days of an institution, its server, its clerk and the province (B6), by the clock.</summary>
public sealed class OpeningStoryTests : IAsyncLifetime
{
    private const string CaseNumber = "(2026)示受字第9001号";

    private PortalHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        GoTo(9);
        await ActAsync(new() { ["Action"] = "end-leave", ["Reason"] = "正式启用" });
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task FiveDays()
    {
        using var server = new IntakeServer(_host);

        // Day one, nine o'clock: nothing is connected; then the server calls, uploads, and lookups are open.
        (await RefusalAsync()).ShouldContain("从未接入");
        (await RefusalAsync()).ShouldContain("请联系省厅");
        (await server.BeatAsync()).Body.GetProperty("reason").GetString().ShouldNotBeNull().ShouldContain("从未上传");
        (await RefusalAsync()).ShouldContain("从未上传");
        (await server.UploadAsync("""{"cases":[]}"""u8.ToArray())).Counts.ShouldBe((0, 0, 0, 0));
        await OpenAsync();

        // Day two: the line is down. The clerk is warned for half an hour, then lookups close; one call opens them again.
        GoTo(9);
        await server.BeatAsync();
        await OpenAsync();
        _host.Clock.Advance(TimeSpan.FromMinutes(20));
        (await WarningAsync()).ShouldContain("关闭");
        await OpenAsync();
        _host.Clock.Advance(TimeSpan.FromMinutes(20));
        (await RefusalAsync()).ShouldContain("未与省平台连接");
        (await StateAsync()).ShouldContain("连接中断");
        await server.BeatAsync();
        await OpenAsync();

        // At ten o'clock of the same day the grace for yesterday's upload is over.
        _host.Clock.Advance(TimeSpan.FromMinutes(25));
        await server.BeatAsync();
        (await RefusalAsync()).ShouldContain("最近一次上传数据");
        await server.UploadAsync(IntakeServer.Case("?"));
        (await RefusalAsync()).ShouldContain("最近一次上传数据");
        await server.UploadAsync(IntakeServer.Case("(2026)示受字第9200号"));
        await OpenAsync();

        // Day three: the server's address changes while people work; the old address is refused, the new one keeps the connection.
        GoTo(9);
        await server.UploadAsync("""{"cases":[]}"""u8.ToArray());
        await ActAsync(new() { ["Action"] = "server", ["Network"] = "127.0.0.7", ["Reason"] = "服务器更换" });
        (await server.BeatAsync()).Code.ShouldBe("address-not-registered");
        await OpenAsync();
        using var moved = new IntakeServer(_host, address: "127.0.0.7");
        (await moved.BeatAsync()).Status.ShouldBe(HttpStatusCode.OK);

        // The secret is replaced: the old one is good no more.
        var secret = (await ActAsync(new() { ["Action"] = "secret", ["Reason"] = "定期更换" })).Html.QuerySelector("[data-intake-secret]")!.TextContent;
        (await moved.BeatAsync()).Code.ShouldBe("signature-wrong");
        using var renewed = new IntakeServer(_host, address: "127.0.0.7", secret: secret);
        (await renewed.BeatAsync()).Status.ShouldBe(HttpStatusCode.OK);

        // Day four: a long outage. The province grants leave until the day's end; at midnight it is over.
        GoTo(12);
        (await RefusalAsync()).ShouldContain("未与省平台连接");
        await ActAsync(new() { ["Action"] = "leave", ["Until"] = Today(), ["Reason"] = "专线检修" });
        await OpenAsync();
        (await StateAsync()).ShouldContain("专线检修");

        // Day five: closed again, though nobody did anything; the province closes and opens by hand, the server alone cannot.
        GoTo(9);
        (await RefusalAsync()).ShouldContain("未与省平台连接");
        await renewed.UploadAsync("""{"cases":[]}"""u8.ToArray());
        await OpenAsync();
        await SwitchAsync("closed", "整改期间");
        (await RefusalAsync()).ShouldBe("本机构的查询未开放：整改期间。请联系省厅。");
        (await renewed.BeatAsync()).Body.GetProperty("open").GetBoolean().ShouldBeFalse();
        await SwitchAsync("open", "整改完成");
        await OpenAsync();

        await _host.Services.GetRequiredService<Connections>().EndLapsedAsync(CancellationToken.None);
        _host.Clock.Advance(TimeSpan.FromMinutes(11));
        await _host.Services.GetRequiredService<Connections>().EndLapsedAsync(CancellationToken.None);
        await _host.Services.GetRequiredService<Connections>().EndLapsedAsync(CancellationToken.None);
        var rows = await _host.ReadEvidenceAsync();
        rows.Select(r => r.Event).OfType<ChangeIntended>().Where(c => c.Action.StartsWith("connection.", StringComparison.Ordinal)).Select(c => c.Action["connection.".Length..])
            .ShouldBe(["opened", "lapsed", "opened", "lapsed", "opened", "lapsed", "opened", "lapsed", "opened", "lapsed", "opened", "lapsed"]);
        rows.Select(r => r.Event).OfType<QueryRefused>().ShouldAllBe(r => r.Reason == RefusalReason.InstitutionNotOpen && r.Closed != null);
    }

    private async Task OpenAsync()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        var last = _host.LastEvidence;
        await clerk.LookUpAsync(new() { ["CaseNumber"] = CaseNumber });

        // The registry has the machine's clock and does not believe a request of next week: passing the gate is what counts here.
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<QueryIntended>().Count().ShouldBe(1);
    }

    private async Task<string> RefusalAsync()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        var refused = await clerk.LookUpAsync(new() { ["CaseNumber"] = CaseNumber });
        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await clerk.GetAsync("/queries/new")).Html.QuerySelector(".aside .tag.stop").ShouldNotBeNull();
        return refused.Errors.Single();
    }

    private async Task<string> WarningAsync()
    {
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        return (await clerk.GetAsync("/")).Html.QuerySelector(".notice")!.TextContent;
    }

    private async Task<string> StateAsync()
    {
        using var admin = await _host.SignedInAsync(Seat.Admin);
        var page = await admin.GetAsync("/administration/openings");
        return page.Html.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("示例公证处", StringComparison.Ordinal)).TextContent;
    }

    private async Task<PortalPage> ActAsync(Dictionary<string, string> fields)
    {
        using var admin = await _host.SignedInAsync(Seat.Admin);
        var page = await admin.PostAsync("/administration/openings/shili-gzc", fields);
        ((int)page.Status).ShouldBeOneOf(200, 302);
        page.Errors.ShouldBeEmpty();
        return page;
    }

    private async Task SwitchAsync(string state, string reason)
    {
        using var admin = await _host.SignedInAsync(Seat.Admin);
        (await admin.PostAsync("/administration/openings", new() { ["Code"] = "shili-gzc", ["State"] = state, ["Reason"] = reason })).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    private string Today() => _host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    // The next time that it is so late in China.
    private void GoTo(int hour)
    {
        var china = _host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var next = china.Date.AddHours(hour) - china.DateTime;
        _host.Clock.Advance(next > TimeSpan.Zero ? next : next + TimeSpan.FromDays(1));
    }
}
