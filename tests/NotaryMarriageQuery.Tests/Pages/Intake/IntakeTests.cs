using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Intake;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Intake;

/// <summary>The calls of the institutions' servers as they go over the wire (A6, B6).</summary>
public sealed class IntakeTests : IAsyncLifetime
{
    private PortalHost _host = null!;

    public async Task InitializeAsync() => _host = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Upload_CaseOfTheDay_CanBeLookedUpAtOnce()
    {
        using var server = new IntakeServer(_host);
        var last = _host.LastEvidence;

        (await server.BeatAsync()).Body.GetProperty("open").GetBoolean().ShouldBeTrue();
        var body = """{"cases":[{"caseNumber":"(2026)示受字第9100号","version":1,"matter":"继承权公证","status":"open","acceptedOn":"2026-01-05","certificateNumber":null,"parties":[{"name":"示例一","idNumber":"339999199001010013"}]}]}"""u8.ToArray();
        var receipt = await server.UploadAsync(body);

        receipt.Status.ShouldBe(HttpStatusCode.OK);
        receipt.Counts.ShouldBe((1, 1, 0, 0));
        receipt.Body.GetProperty("digest").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(body)));
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        await clerk.AnswerOfAsync(new() { ["CaseNumber"] = "（2026）示受字第9100号" });
        (await clerk.GetAsync("/cases")).Body.ShouldContain("服务器上传");

        var rows = await _host.ReadEvidenceAsync(last);
        rows.Select(r => r.Event).OfType<ChangeIntended>().Select(c => c.Action).ShouldBe(["connection.opened", "cases.uploaded"]);
        rows.Where(r => r.Event is ChangeIntended).ShouldAllBe(r => r.Entry.Organisation == "shili-gzc" && r.Entry.Actor == "shili-gzc/server" && r.Event.Address == "127.0.0.1");
        rows.Select(r => r.Event).OfType<ChangeEnded>().Last().Result["stored"].ShouldBe("1");
    }

    [Fact]
    public async Task Heartbeat_AgainAndAgain_IsOneRowOfEvidence()
    {
        using var server = new IntakeServer(_host);
        await server.BeatAsync();
        var last = _host.LastEvidence;

        for (var minute = 0; minute < 20; minute++)
        {
            _host.Clock.Advance(TimeSpan.FromMinutes(1));
            (await server.BeatAsync()).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Call_Replayed_IsRefusedAsLongAsItsTimeIsGood()
    {
        using var server = new IntakeServer(_host) { ClockOff = TimeSpan.FromMinutes(4) };
        var body = """{"cases":[]}"""u8.ToArray();
        var first = server.Sign("/api/intake/cases", body);
        (await server.SendAsync(first)).Status.ShouldBe(HttpStatusCode.OK);

        foreach (var minutes in new[] { 0, 5, 3 })
        {
            _host.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await _host.Services.GetRequiredService<IntakeDoor>().EraseExpiredAsync(CancellationToken.None);
            (await server.SendAsync(Copy(first, body))).Code.ShouldBe("nonce-used");
        }

        _host.Clock.Advance(TimeSpan.FromMinutes(2));
        await _host.Services.GetRequiredService<IntakeDoor>().EraseExpiredAsync(CancellationToken.None);
        (await server.SendAsync(Copy(first, body))).Code.ShouldBe("clock-off");
    }

    [Fact]
    public async Task Call_ReplayedAtAnotherInstance_IsRefused()
    {
        await using var beside = await _host.StartBesideAsync();
        using var server = new IntakeServer(_host);
        using var other = new IntakeServer(beside);
        var body = "{}"u8.ToArray();
        var first = server.Sign("/api/intake/heartbeat", body);
        await server.SendAsync(first);

        (await other.SendAsync(Copy(first, body))).Code.ShouldBe("nonce-used");
    }

    [Fact]
    public async Task Call_SameNonceOfTwoInstitutions_IsGoodForBoth()
    {
        using var one = new IntakeServer(_host);
        using var two = new IntakeServer(_host, "dier-gzc", "127.0.0.2");

        (await one.SendAsync(one.Sign("/api/intake/heartbeat", "{}"u8.ToArray(), "0123456789abcdef"))).Status.ShouldBe(HttpStatusCode.OK);
        (await two.SendAsync(two.Sign("/api/intake/heartbeat", "{}"u8.ToArray(), "0123456789abcdef"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Call_FromElsewhereOrForwarded_IsRefusedAndOneRowAnHour()
    {
        using var server = new IntakeServer(_host, address: "127.0.0.3");
        var last = _host.LastEvidence;
        for (var i = 0; i < 5; i++)
        {
            var request = server.Sign("/api/intake/heartbeat", "{}"u8.ToArray());
            request.Headers.Add("X-Forwarded-For", "127.0.0.1");
            (await server.SendAsync(request)).Code.ShouldBe("address-not-registered");
        }

        var refused = (await _host.ReadEvidenceAsync(last)).ShouldHaveSingleItem();
        refused.Event.ShouldBeOfType<IntakeRefused>().Reason.ShouldBe(IntakeRefusal.AddressNotRegistered);
        (refused.Entry.Organisation, refused.Event.Address).ShouldBe(("shili-gzc", "127.0.0.3"));
        _host.Clock.Advance(TimeSpan.FromHours(1));
        await server.BeatAsync();
        (await _host.ReadEvidenceAsync(refused.Entry.Id)).Single().Event.ShouldBeOfType<IntakeRefused>().MoreBefore.ShouldBe(4);
    }

    [Fact]
    public async Task Upload_HalfOfIt_StoresNothingAndTheSameCallIsGoodAfterwards()
    {
        using var server = new IntakeServer(_host);
        var body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { cases = new[] { IntakeServer.Case("(2026)示受字第9100号") } });
        var request = server.Sign("/api/intake/cases", body);
        using (var half = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            half.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            await half.ConnectAsync(_host.Url.Host, _host.Url.Port);
            var head = $"POST /api/intake/cases HTTP/1.1\r\nHost: x\r\nContent-Length: {body.Length}\r\n"
                + string.Concat(request.Headers.Select(h => $"{h.Key}: {h.Value.Single()}\r\n")) + "\r\n";
            await half.SendAsync(Encoding.ASCII.GetBytes(head));
            await half.SendAsync(body.AsMemory(0, body.Length / 2));
        }

        (await server.SendAsync(request)).Counts.ShouldBe((1, 1, 0, 0));
    }

    [Fact]
    public async Task Upload_SomeRecordsWrong_AreNamedAndTheRestIsStored()
    {
        using var server = new IntakeServer(_host);

        var reply = await server.UploadAsync(Encoding.UTF8.GetBytes("""
            {"from":"case system 7","cases":[
              {"caseNumber":"(2026)示受字第9100号","version":1,"matter":"继承权公证","status":"open","acceptedOn":"2026-01-05","extra":{"a":[1]},"parties":[{"name":"示例一","idNumber":"339999199001010013","sex":"男"}]},
              {"caseNumber":"?","version":1},
              7,
              {"caseNumber":"(2026)示受字第9101号","version":"1","matter":"继承权公证","status":"open","acceptedOn":"2026-01-05","parties":[]},
              {"caseNumber":"(2026)示受字第9102号","version":1,"matter":"继承权公证","status":"done","acceptedOn":"2026-01-05","parties":[]},
              {"caseNumber":"(2026)示受字第9103号","version":1,"matter":"继承权公证","status":"open","acceptedOn":"2999-01-05","parties":[]},
              {"caseNumber":"(2026)示受字第9104号","version":1,"matter":"继承权公证","status":"open","acceptedOn":"2026-01-05","parties":[]},
              {"caseNumber":"(2026)示受字第9105号","version":1,"matter":"继承权公证","status":"open","acceptedOn":"2026-01-05","parties":[{"name":"示例一","idNumber":"339999199001010014"}]},
              {"caseNumber":"(2026)示受字第9106号","version":1,"matter":"\ud800","status":"open","acceptedOn":"2026-01-05","parties":[{"name":"示例一","idNumber":"339999199001010013"}]},
              {"caseNumber":"(2026)示受字第9107号","version":1,"matter":{"x":1},"status":"open","acceptedOn":"2026-01-05","parties":[{"name":"示例一","idNumber":"339999199001010013"}]},
              {"caseNumber":"(2026)示受字第9108号","version":1,"matter":"继承权公证","status":"open","acceptedOn":"2026-01-05","parties":[{"name":"示例一","idNumber":"339999199001010013"},{"name":"示例一","idNumber":"339999900101001"}]},
              {"caseNumber":"(2026)示受字第9109号","version":1,"matter":"继承权公证","status":"closed","acceptedOn":"2026-01-05","certificateNumber":"（2026）浙示证民内字第9001号","parties":[{"name":"示例二","idNumber":"339999199202020023"}]}
            ]}
            """));

        reply.Status.ShouldBe(HttpStatusCode.OK);
        reply.Counts.ShouldBe((12, 2, 0, 10));
        var rejected = reply.Body.GetProperty("rejected").EnumerateArray().ToList();
        rejected.Select(r => r.GetProperty("index").GetInt32()).ShouldBe(Enumerable.Range(1, 10));
        rejected[0].GetProperty("caseNumber").GetString().ShouldBe("?");
        rejected.Select(r => r.GetProperty("reason").GetString()!.Split('：')[0]).ShouldBe(
            ["caseNumber", "案件应为一个对象", "version", "status", "acceptedOn", "parties", "当事人 1", "matter", "matter", "当事人 2"]);
        rejected.ShouldAllBe(r => !r.GetRawText().Contains("339999", StringComparison.Ordinal));
        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        (await clerk.GetAsync("/cases")).Body.ShouldContain("（2026）浙示证民内字第9001号");
    }

    [Fact]
    public async Task Upload_CasesOfOneInstitution_AreNotTheOthers()
    {
        using var server = new IntakeServer(_host);
        using var other = new IntakeServer(_host, "dier-gzc", "127.0.0.2");
        await server.UploadAsync(IntakeServer.Case("(2026)示受字第9100号"));

        (await other.UploadAsync(IntakeServer.Case("(2026)示受字第9100号", 1, "closed"))).Counts.ShouldBe((1, 1, 0, 0));

        using var clerk = await _host.SignedInAsync(Seat.Clerk);
        await clerk.AnswerOfAsync(new() { ["CaseNumber"] = "(2026)示受字第9100号" });
    }

    [Fact]
    public async Task Upload_PartiesInTheDatabase_AreEncrypted()
    {
        using var server = new IntakeServer(_host);
        await server.UploadAsync(IntakeServer.Case("(2026)示受字第9100号", 1, "open", "继承权公证", null, ("演示丙", "33999919700101009X")));

        foreach (var file in Directory.GetFiles(_host.Folder, "portal.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory);
            memory.ToArray().AsSpan().IndexOf("33999919700101009X"u8).ShouldBe(-1, file);
            memory.ToArray().AsSpan().IndexOf("演示丙"u8).ShouldBe(-1, file);
        }
    }

    internal static HttpRequestMessage Copy(HttpRequestMessage request, byte[] body)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new ByteArrayContent(body) };
        foreach (var header in request.Headers)
        {
            copy.Headers.Add(header.Key, header.Value);
        }

        return copy;
    }
}
