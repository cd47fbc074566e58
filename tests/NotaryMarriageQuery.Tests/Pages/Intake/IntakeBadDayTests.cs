using System.Net;
using Microsoft.Data.Sqlite;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Intake;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Intake;

/// <summary>Servers that flood, databases that do not answer, uploads that end in the middle.</summary>
public sealed class IntakeBadDayTests
{
    [Fact]
    public async Task Flood_MoreCallsThanAllowed_Is429InJsonForThatAddressOnly()
    {
        await using var host = await PortalHost.StartAsync(new() { ["RateLimits:IntakesPerMinute"] = "5" });
        using var server = new IntakeServer(host);
        using var other = new IntakeServer(host, "dier-gzc", "127.0.0.2");

        var replies = new List<IntakeReply>();
        for (var i = 0; i < 8; i++)
        {
            replies.Add(await server.BeatAsync());
        }

        replies.Select(r => (int)r.Status).ShouldBe([200, 200, 200, 200, 200, 429, 429, 429]);
        (replies[^1].Code, replies[^1].RetryAfter).ShouldBe(("too-often", "60"));
        (await other.BeatAsync()).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Flood_OverTwoInstances_IsCountedTogetherAndNoted()
    {
        await using var host = await PortalHost.StartAsync(new() { ["RateLimits:IntakesPerMinute"] = "5" });
        await using var beside = await host.StartBesideAsync(new() { ["RateLimits:IntakesPerMinute"] = "5" });
        using var one = new IntakeServer(host);
        using var two = new IntakeServer(beside);
        for (var i = 0; i < 4; i++)
        {
            (await one.BeatAsync()).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await two.BeatAsync()).Status.ShouldBe(HttpStatusCode.OK);
        (await two.BeatAsync()).Code.ShouldBe("too-often");
        (await host.ReadEvidenceAsync()).Select(r => r.Event).OfType<IntakeRefused>().Single().Reason.ShouldBe(IntakeRefusal.TooOften);
    }

    [Fact]
    public async Task Upload_DatabaseLocked_Is503InJsonAndGoodAgainAfterwards()
    {
        await using var host = await PortalHost.StartAsync();
        using var server = new IntakeServer(host);
        await using (var locked = Open(host))
        {
            await ExecuteAsync(locked, "BEGIN EXCLUSIVE");
            var reply = await server.UploadAsync(IntakeServer.Case("(2026)示受字第9100号"));
            (reply.Status, reply.Code, reply.RetryAfter).ShouldBe((HttpStatusCode.ServiceUnavailable, "unavailable", "60"));
            await ExecuteAsync(locked, "ROLLBACK");
        }

        (await server.UploadAsync(IntakeServer.Case("(2026)示受字第9100号"))).Counts.ShouldBe((1, 1, 0, 0));
    }

    [Fact]
    public async Task Upload_DatabaseFailsInTheMiddle_KeepsWhatWasStoredAndTheNextOneCompletesIt()
    {
        await using var host = await PortalHost.StartAsync();
        using var server = new IntakeServer(host);
        var cases = Enumerable.Range(0, 600).Select(i => IntakeServer.Case($"(2026)半受字第{i}号")).ToArray();
        await using var intruder = Open(host);
        await ExecuteAsync(intruder, "CREATE TRIGGER full BEFORE INSERT ON notarial_case WHEN NEW.Number LIKE '%第555号' BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        var last = host.LastEvidence;

        var broken = await server.UploadAsync(cases);

        (broken.Status, broken.Code).ShouldBe((HttpStatusCode.ServiceUnavailable, "unavailable"));
        var ended = (await host.ReadEvidenceAsync(last))[^1];
        (ended.Entry.Status, ended.Event.ShouldBeOfType<ChangeEnded>().Problem.Length > 0).ShouldBe((AuditStatus.Failed, true));
        using (var admin = await host.SignedInAsync(Seat.Admin))
        {
            (await admin.GetAsync("/administration/openings/shili-gzc")).Body.ShouldContain("<dt>最近上传</dt><dd>从未</dd>");
        }

        await ExecuteAsync(intruder, "DROP TRIGGER full");
        (await server.UploadAsync(cases)).Counts.ShouldBe((600, 100, 500, 0));
        (await server.UploadAsync(cases)).Counts.ShouldBe((600, 0, 600, 0));
    }

    private static SqliteConnection Open(PortalHost host)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(host.Folder, "portal.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
