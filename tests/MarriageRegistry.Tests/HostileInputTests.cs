using System.Net;
using System.Text;

namespace MarriageRegistry.Tests;

public sealed class HostileInputTests(LookupTests.Fixture fixture) : IClassFixture<LookupTests.Fixture>
{
    private GatewayCaller Gateway => fixture.Registry.Gateway;

    [Theory]
    [InlineData("appKey")]
    [InlineData("sign")]
    [InlineData("requestTime")]
    [InlineData("cardId")]
    [InlineData("name")]
    [InlineData("sex")]
    [InlineData("birthday")]
    [InlineData("additional")]
    public async Task MarryInfo_ParameterMissingBlankOrTwice_Answers01(string name)
    {
        var form = Gateway.MarryInfoForm("示例一", "339999199001010013");

        (await Gateway.PostAsync(GatewayCaller.MarryInfoPath, form.Append(new(name, form[name])))).Code.ShouldBe("01");
        (await Gateway.MarryInfoAsync("示例一", "339999199001010013", (name, " "))).Code.ShouldBe("01");
        (await Gateway.MarryInfoAsync("示例一", "339999199001010013", (name, null))).Code.ShouldBe("01");
    }

    [Theory]
    [InlineData("sex", "男")]
    [InlineData("sex", "m")]
    [InlineData("birthday", "1990-02-30")]
    [InlineData("birthday", "19900101")]
    [InlineData("additional", "{")]
    [InlineData("additional", "[]")]
    [InlineData("additional", "{} {}")]
    [InlineData("cardId", "33999919900101001")]
    [InlineData("cardId", "33999919960606062x")]
    [InlineData("cardId", "' OR 1=1 --0000000")]
    [InlineData("cardId", "３３９９９９１９９００１０１００１３")]
    [InlineData("name", "···")]
    [InlineData("name", "\u0000")]
    public async Task MarryInfo_ParameterMalformed_Answers01(string name, string value) =>
        (await Gateway.MarryInfoAsync("示例一", "339999199001010013", (name, value))).Code.ShouldBe("01");

    [Fact]
    public async Task National_NameFarTooLong_Answers01() =>
        (await Gateway.NationalAsync(new string('示', 2000), "339999199001010013")).Code.ShouldBe("01");

    [Theory]
    [InlineData("name_man=%ED%A0%80")]
    [InlineData("name_man=%ED%A0%80%ED%BE%B7")]
    [InlineData("name_man=%FF%FE")]
    [InlineData("name_man=%")]
    [InlineData("name_man=%u793a")]
    [InlineData("&&&===&%00=%00")]
    [InlineData("")]
    public async Task National_BytesThatAreNoText_FindNobody(string raw)
    {
        var signed = string.Join('&', Gateway.Sign(Gateway.RequestSecret).Select(p => $"{p.Key}={p.Value}"));

        var answer = await PostRawAsync(GatewayCaller.NationalPath, $"{signed}&cert_num_man=339999199001010013&{raw}", "application/x-www-form-urlencoded");

        answer.Status.ShouldBe(HttpStatusCode.OK);
        if (answer.Code == "00")
        {
            answer.Count.ShouldBe(0);
        }
        else
        {
            answer.Code.ShouldBe("01");
        }
    }

    [Theory]
    [InlineData("application/json", """{"name_man":"示例一"}""")]
    [InlineData("application/x-www-form-urlencoded", """{"name_man":"示例一"}""")]
    [InlineData("application/x-www-form-urlencoded; charset=no-such", "appKey=1")]
    [InlineData("multipart/form-data", "appKey")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nbroken")]
    [InlineData("text/plain", "appKey=1&sign=2&requestTime=3")]
    public async Task Call_BodyOfAnotherKind_Answers01(string contentType, string body)
    {
        foreach (var path in new[] { GatewayCaller.ByKey, GatewayCaller.BySecret, GatewayCaller.MarryInfoPath, GatewayCaller.NationalPath })
        {
            var answer = await PostRawAsync(path, body, contentType);

            (answer.Status, answer.Code).ShouldBe((HttpStatusCode.OK, "01"));
        }
    }

    [Theory]
    [InlineData(GatewayCaller.ByKey)]
    [InlineData(GatewayCaller.NationalPath)]
    [InlineData("/demo/faults")]
    public async Task Call_TenMegabytes_Is413Json(string path)
    {
        var answer = await PostRawAsync(path, "appKey=" + new string('a', 10 * 1024 * 1024), "application/x-www-form-urlencoded");

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "01"));
    }

    [Theory]
    [InlineData(GatewayCaller.ByKey)]
    [InlineData(GatewayCaller.NationalPath)]
    [InlineData("/demo/faults")]
    public async Task Call_TenMegabytesOfUndeclaredLength_Is413Json(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent("appKey=" + new string('a', 10 * 1024 * 1024), Encoding.UTF8, "application/x-www-form-urlencoded");
        request.Headers.TransferEncodingChunked = true;

        var answer = await Gateway.SendAsync(request);

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "01"));
    }

    [Fact]
    public async Task Call_TooManyParameters_Is413Json()
    {
        var answer = await PostRawAsync(GatewayCaller.ByKey, string.Join('&', Enumerable.Range(0, 1000).Select(i => $"p{i}=1")), "application/x-www-form-urlencoded");

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "01"));
    }

    [Theory]
    [InlineData("GET", GatewayCaller.NationalPath)]
    [InlineData("PUT", GatewayCaller.MarryInfoPath)]
    [InlineData("DELETE", GatewayCaller.ByKey)]
    [InlineData("PATCH", GatewayCaller.BySecret)]
    [InlineData("POST", "/health/live")]
    [InlineData("PUT", "/demo/faults")]
    public async Task Call_WrongMethod_Is405Json(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var answer = await Gateway.SendAsync(request);

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.MethodNotAllowed, "01"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/gateway/api/popInfo.htm")]
    [InlineData("/gateway/api/%00")]
    [InlineData("/gateway/../../etc/passwd")]
    public async Task Call_UnknownAddress_Is404Json(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);

        var answer = await Gateway.SendAsync(request);

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.NotFound, "01"));
    }

    [Theory]
    [InlineData("/demo/lookups?since=yesterday")]
    [InlineData("/demo/lookups?since=")]
    [InlineData("/demo/lookups?since=2026-01-01&since=2026-01-02")]
    public async Task Lookups_BadSince_Is400Json(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);

        var answer = await Gateway.SendAsync(request);

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.BadRequest, "01"));
    }

    [Fact]
    public async Task Answer_Any_NamesNoServerAndForbidsStoring()
    {
        using var response = await fixture.Registry.Http.GetAsync(GatewayCaller.ByKey);

        response.Headers.Contains("Server").ShouldBeFalse();
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    private async Task<Answer> PostRawAsync(string path, string body, string contentType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await Gateway.SendAsync(request);
    }
}
