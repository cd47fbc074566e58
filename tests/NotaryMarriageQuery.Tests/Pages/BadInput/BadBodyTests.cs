using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.BadInput;

/// <summary>Bodies and addresses that no browser of ours sends.</summary>
public sealed class BadBodyTests(BadInputFixture portal) : IClassFixture<BadInputFixture>
{
    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/queries/new")]
    [InlineData("/certificates/verify")]
    [InlineData("/cases/new")]
    public async Task Post_TenMegabytes_IsRefused(string url)
    {
        var client = portal.At(Seat.Clerk);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent("Name=" + new string('x', 10_000_000), Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.ExpectContinue = true;

        var page = await client.SendAsync(request);

        ((int)page.Status).ShouldBeOneOf(400, 413);
        page.ShouldHold(url);
        await portal.ShouldReconcileAsync();
    }

    [Theory]
    [InlineData("application/json", "{\"Name\":\"示例一\"}")]
    [InlineData("application/json", "{")]
    [InlineData("text/xml", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"Name\"\r\n\r\nx\r\n--b--\r\n")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nbroken")]
    [InlineData("multipart/form-data", "x")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "Name=%2BADw-script%2BAD4-")]
    [InlineData("application/x-www-form-urlencoded; charset=nonsense", "Name=x")]
    [InlineData("application/x-www-form-urlencoded; charset=gb18030", "Name=%CA%BE")]
    [InlineData("text/plain", "Name=x")]
    [InlineData("", "Name=x")]
    [InlineData("application/x-www-form-urlencoded", "&&&===%%%&=&")]
    public async Task Post_OtherContentOrEncoding_IsRefused(string contentType, string body)
    {
        var page = await BadInputFixture.PostAsync(portal.At(Seat.Clerk), "/queries/new", body, contentType);

        ((int)page.Status).ShouldBeOneOf(400, 415);
        page.ShouldHold(contentType);
        await portal.ShouldReconcileAsync();
    }

    [Fact]
    public async Task Post_MultipartWithTheToken_IsAFormLikeAnyOther()
    {
        var client = portal.At(Seat.Clerk);
        using var content = new MultipartFormDataContent
        {
            { new StringContent((await client.GetAsync("/queries/new")).Token!), "__RequestVerificationToken" },
            { new ByteArrayContent([1, 2, 3]), "Name", "name.exe" },
            { new StringContent("x"), "IdNumber" },
        };

        var page = await client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/queries/new") { Content = content });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt("Name").ShouldNotBeNull();
    }

    [Fact]
    public async Task Post_AThousandFields_IsRefused()
    {
        var client = portal.At(Seat.Clerk);
        var token = (await client.GetAsync("/queries/new")).Token!;
        var body = string.Join('&', Enumerable.Range(0, 1000).Select(i => $"f{i}={i}").Prepend("__RequestVerificationToken=" + Uri.EscapeDataString(token)));

        var page = await BadInputFixture.PostAsync(client, "/queries/new", body);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldHold("1000 fields");
    }

    [Fact]
    public async Task Post_CompressedBody_IsRefused()
    {
        var client = portal.At(Seat.Clerk);
        using var content = new ByteArrayContent([31, 139, 8, 0, 0, 0, 0, 0]);
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        content.Headers.ContentEncoding.Add("gzip");

        var page = await client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/queries/new") { Content = content });

        ((int)page.Status).ShouldBeOneOf(400, 415);
    }

    [Theory]
    [InlineData("POST /account/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nAccount=x&Password=y")]
    [InlineData("POST /account/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\nx")]
    [InlineData("POST /account/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\nx")]
    [InlineData("POST /account/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST /account/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nx\r\n")]
    [InlineData("GET /account/sign-in HTTP/1.1\r\n\r\n")]
    [InlineData("GET /account/sign-in HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /queries/%00 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("NONSENSE\r\n\r\n")]
    public async Task Send_BrokenHttp_IsA4xxOrARedirect(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(portal.Host.Url.Host, portal.Host.Url.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var read = await socket.GetStream().ReadAsync(buffer, patience.Token);

        var line = Encoding.ASCII.GetString(buffer, 0, read).Split("\r\n")[0];
        int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture).ShouldBeOneOf([302, 400, 404, 411, 413], line);
    }

    public static TheoryData<string> Values => [
        "", "%20", "x", "-1", "0", "1-1", "FFFFFFFF-1", "7FFFFFFF-4294967295", "1AC3F20-000187", "%F0%9F%98%80", "%ED%A0%80", "a%00b", "%E2%80%AE", "'--", "%3Cscript%3E",
        "2026-02-30", "9999-12-31", "0001-01-01", "2026-1-1", "99999999999999999999", "00000000-0000-0000-0000-000000000000", "shili-gzc", "Found", "found", "3", "示例",
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Get_OddValuesInTheAddress_AreAnsweredCalmly(string value)
    {
        var clerk = portal.At(Seat.Clerk);
        var inspector = portal.At(Seat.CityInspector);
        var admin = portal.At(Seat.Admin);
        foreach (var name in new[] { "From", "To", "Institution", "Outcome", "CaseNumber", "Operator", "After", "SubjectIdNumber", "handler" })
        {
            BadInputFixture.ShouldBeCalm(await inspector.GetAsync($"/supervision/log?{name}={value}"), name);
            BadInputFixture.ShouldBeCalm(await inspector.GetAsync($"/supervision/log?{name}={value}&{name}=y&{name}[]=z"), name);
        }

        BadInputFixture.ShouldBeCalm(await clerk.GetAsync($"/queries?After={value}"), "queries");
        BadInputFixture.ShouldBeCalm(await clerk.GetAsync($"/cases?After={value}&Id={value}"), "cases");
        BadInputFixture.ShouldBeCalm(await clerk.GetAsync($"/queries/entrusted?Before={value}&Missing={value}&Elsewhere={value}"), "entrusted");
        BadInputFixture.ShouldBeCalm(await clerk.GetAsync($"/verifications?After={value}"), "verifications");
        BadInputFixture.ShouldBeCalm(await inspector.GetAsync($"/supervision/entrusted?Before={value}&Missing={value}"), "supervised entrusted");
        BadInputFixture.ShouldBeCalm(await inspector.GetAsync($"/supervision/verifications?After={value}&Institution={value}"), "supervised verifications");
        BadInputFixture.ShouldBeCalm(await admin.GetAsync($"/administration/assistance?Closed={value}"), "assistance");
        BadInputFixture.ShouldBeCalm(await clerk.GetAsync($"/queries/new?Name={value}&handler={value}"), "lookup");
        BadInputFixture.ShouldBeCalm(await admin.GetAsync($"/administration/workstations?Institution={value}"), "workstations");
        BadInputFixture.ShouldBeCalm(await portal.Nobody.GetAsync($"/account/sign-in?ended={value}"), "sign-in");
        if (!value.Contains("%00", StringComparison.Ordinal) && value.Trim().Length > 0)
        {
            BadInputFixture.ShouldBeCalm(await inspector.GetAsync($"/supervision/log/{value}"), "entry");
            BadInputFixture.ShouldBeCalm(await admin.GetAsync($"/administration/accounts/{value}"), "account");
            BadInputFixture.ShouldBeCalm(await clerk.GetAsync($"/queries/{value}"), "answer");
            BadInputFixture.ShouldBeCalm(await clerk.GetAsync($"/error/{value}"), "error");
        }
    }

    [Theory]
    [InlineData("/queries/0123456789abcdef0123456789abcde")]
    [InlineData("/queries/0123456789abcdef0123456789abcdef0")]
    [InlineData("/queries/0123456789abcdef0123456789abcdeg")]
    [InlineData("/queries/%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA%E7%A4%BA")]
    [InlineData("/queries/0123456789abcdef0123456789abcdef/print/x")]
    [InlineData("/queries/new/")]
    [InlineData("/queries//new")]
    public async Task Get_OddRoute_IsAPageOrNotFound(string url)
    {
        var page = await portal.At(Seat.Clerk).GetAsync(url);

        ((int)page.Status).ShouldBeOneOf(200, 404);
        BadInputFixture.ShouldBeCalm(page, url);
    }

    [Fact]
    public async Task Get_LongFiltersOfSurrogatePairs_AreRecordedAsEvidence()
    {
        // The cut of a long filter at 64 units falls between the halves of a pair.
        var value = Uri.EscapeDataString("a" + string.Concat(Enumerable.Repeat("😀", 100)));
        var last = portal.Host.LastEvidence;

        var page = await portal.At(Seat.CityInspector).GetAsync($"/supervision/log?Institution={value}&CaseNumber={value}&Operator={value}");

        page.Status.ShouldBe(HttpStatusCode.OK);
        (await portal.Host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<LogSearched>();
    }
}
