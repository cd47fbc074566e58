using System.Net;
using System.Text;
using NotaryMarriageQuery.Core.Intake;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Intake;

/// <summary>Calls that are refused, each by its own code, and nothing happens.</summary>
[Collection(nameof(PortalCollection))]
public sealed class IntakeRefusalTests(PortalFixture portal)
{
    [Theory]
    [InlineData("X-Institution", null, 401, "headers-missing")]
    [InlineData("X-Timestamp", null, 401, "headers-missing")]
    [InlineData("X-Nonce", null, 401, "headers-missing")]
    [InlineData("X-Signature", null, 401, "headers-missing")]
    [InlineData("X-Institution", "nobody-gzc", 401, "institution-unknown")]
    [InlineData("X-Institution", "shi-sfj", 401, "institution-unknown")]
    [InlineData("X-Institution", "dier-gzc", 403, "address-not-registered")]
    [InlineData("X-Timestamp", "yesterday", 401, "timestamp-invalid")]
    [InlineData("X-Timestamp", "99999999999", 401, "clock-off")]
    [InlineData("X-Timestamp", "999999999999999999999999", 401, "timestamp-invalid")]
    [InlineData("X-Timestamp", "-1", 401, "timestamp-invalid")]
    [InlineData("X-Nonce", "short", 401, "nonce-invalid")]
    [InlineData("X-Signature", "none", 401, "signature-wrong")]
    [InlineData("X-Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 401, "signature-wrong")]
    public async Task Call_WrongHeader_IsRefusedByNameAndNothingHappens(string header, string? value, int status, string code)
    {
        using var server = new IntakeServer(portal.Host);
        var last = portal.Host.LastEvidence;
        var request = server.Sign("/api/intake/heartbeat", "{}"u8.ToArray());
        request.Headers.Remove(header);
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        var reply = await server.SendAsync(request);

        ((int)reply.Status, reply.Code).ShouldBe((status, code));
        reply.Body.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        (await portal.Host.ReadEvidenceAsync(last)).ShouldAllBe(r => r.Event is IntakeRefused);
    }

    [Fact]
    public async Task Call_BodyChangedOnTheWay_IsRefused()
    {
        using var server = new IntakeServer(portal.Host);
        var request = server.Sign("/api/intake/cases", """{"cases":[]}"""u8.ToArray());
        request.Content = new StringContent("""{"cases":[{}]}""", Encoding.UTF8, "application/json");

        (await server.SendAsync(request)).Code.ShouldBe("signature-wrong");
    }

    [Fact]
    public async Task Call_SignedForTheOtherPath_IsRefused()
    {
        using var server = new IntakeServer(portal.Host);
        var request = server.Sign("/api/intake/heartbeat", """{"cases":[]}"""u8.ToArray());
        request.RequestUri = new Uri("/api/intake/cases", UriKind.Relative);

        (await server.SendAsync(request)).Code.ShouldBe("signature-wrong");
    }

    [Theory]
    [InlineData(-301, "clock-off")]
    [InlineData(-3600, "clock-off")]
    [InlineData(3600, "clock-off")]
    [InlineData(301, "clock-off")]
    [InlineData(-295, null)]
    [InlineData(295, null)]
    public async Task Call_ClockOff_IsRefusedBeyondFiveMinutesWithTheRightTime(int seconds, string? code)
    {
        using var server = new IntakeServer(portal.Host) { ClockOff = TimeSpan.FromSeconds(seconds) };

        var reply = await server.BeatAsync();

        (reply.Status == HttpStatusCode.OK ? null : reply.Code).ShouldBe(code);
        reply.Body.GetProperty("serverTime").GetInt64().ShouldBeInRange(portal.Host.Clock.GetUtcNow().ToUnixTimeSeconds() - 5, portal.Host.Clock.GetUtcNow().ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Call_OtherMethod_Is405InJson(string method)
    {
        using var server = new IntakeServer(portal.Host);

        var reply = await server.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/api/intake/cases"));

        (reply.Status, reply.Code).ShouldBe((HttpStatusCode.MethodNotAllowed, "method-not-allowed"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"cases":{}}""")]
    [InlineData("""{"cases":[""")]
    [InlineData("""{"cases":[]""")]
    [InlineData("""{"cases":[]}x""")]
    [InlineData("""{"cases":[],"cases":[]}""")]
    [InlineData("""{"cases":[{"caseNumber":"(2026)示受字第9100号","version":1,"matter":"继承权公证","status":"open","acceptedOn":"2026-01-05","parties":[{"name":"示例一","idNumber":"339999199001010013"}]},{]}""")]
    public async Task Upload_NotTheJsonItShouldBe_Is400AndNothingIsStored(string body)
    {
        using var server = new IntakeServer(portal.Host);

        var reply = await server.UploadAsync(Encoding.UTF8.GetBytes(body));

        (reply.Status, reply.Code).ShouldBe((HttpStatusCode.BadRequest, "body-invalid"));
        using var clerk = await portal.Host.SignedInAsync(Seat.Clerk);
        (await clerk.GetAsync("/cases")).Body.ShouldNotContain("9100");
    }

    [Fact]
    public async Task Upload_TooManyCasesOrTooManyBytes_Is413AndNothingIsStored()
    {
        using var server = new IntakeServer(portal.Host);

        var many = await server.UploadAsync(Encoding.UTF8.GetBytes($$"""{"cases":[{{string.Join(',', Enumerable.Repeat("{}", 10_001))}}]}"""));
        var large = await server.UploadAsync(new byte[(16 * 1024 * 1024) + 1]);
        var beat = await server.SendAsync(server.Sign("/api/intake/heartbeat", new byte[2000]));

        (many.Status, many.Code).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "too-many-cases"));
        (large.Status, large.Code).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "body-too-large"));
        (beat.Status, beat.Code).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "body-too-large"));
    }
}
