using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MarriageRegistry.Tests;

/// <summary>An asker written from the protocol alone: it shares no code with the service.</summary>
public sealed class GatewayCaller(HttpClient http, TimeProvider clock)
{
    public const string ByKey = "/gateway/app/refreshTokenByKey.htm";
    public const string BySecret = "/gateway/app/refreshTokenBySec.htm";
    public const string MarryInfoPath = "/gateway/api/marryInfo.htm";
    public const string NationalPath = "/gateway/api/001003002/dataSharing/hydjxxhy00000001.htm";

    public const string DemoKey = "demo0000000000000000000000000001";
    public const string DemoSecret = "demosecret0000000000000000000001";
    public const string TestKey = "test0000000000000000000000000001";
    public const string TestSecret = "testsecret0000000000000000000001";

    public string RequestSecret { get; set; } = "";

    public string RefreshSecret { get; set; } = "";

    public string Key { get; set; } = DemoKey;

    public Dictionary<string, string> Sign(string secret, DateTimeOffset? at = null)
    {
        var time = (at ?? clock.GetUtcNow()).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return new() { ["appKey"] = Key, ["requestTime"] = time, ["sign"] = Md5(Key + secret + time) };
    }

    /// <summary>Asks for a pair by the application's secret and keeps it.</summary>
    public async Task<GatewayCaller> StartAsync(string key = DemoKey, string secret = DemoSecret)
    {
        Key = key;
        Keep(await PostAsync(ByKey, Sign(secret)));
        return this;
    }

    public async Task<Answer> RenewAsync()
    {
        var answer = await PostAsync(BySecret, Sign(RefreshSecret));
        if (answer.Code == "00")
        {
            Keep(answer);
        }

        return answer;
    }

    public Task<Answer> MarryInfoAsync(string name, string idNumber, params (string Name, string? Value)[] changes) =>
        PostAsync(MarryInfoPath, With(MarryInfoForm(name, idNumber), changes));

    public Dictionary<string, string> MarryInfoForm(string name, string idNumber) => new(Sign(RequestSecret))
    {
        ["cardId"] = idNumber,
        ["name"] = name,
        ["sex"] = "M",
        ["birthday"] = "1990-01-01",
        ["additional"] = """{"powerMatters":"其他-00000-000","materialName":"婚姻登记信息","projectId":"(2026)示受字第9001号"}""",
    };

    public Task<Answer> NationalAsync(string name, string idNumber, params (string Name, string? Value)[] changes) =>
        PostAsync(NationalPath, With(NationalForm(name, idNumber), changes));

    public Dictionary<string, string> NationalForm(string name, string idNumber) =>
        new(Sign(RequestSecret)) { ["name_man"] = name, ["cert_num_man"] = idNumber };

    public async Task<Answer> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> form, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        return await SendAsync(request, headers);
    }

    public async Task<Answer> GetAsync(string path, IEnumerable<KeyValuePair<string, string>> query)
    {
        using var content = new FormUrlEncodedContent(query);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?{await content.ReadAsStringAsync()}");
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        using var response = await http.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    private static Dictionary<string, string> With(Dictionary<string, string> form, (string Name, string? Value)[] changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                form.Remove(name);
            }
            else
            {
                form[name] = value;
            }
        }

        return form;
    }

    private void Keep(Answer answer)
    {
        RequestSecret = answer.Datas.GetProperty("requestSecret").GetString()!;
        RefreshSecret = answer.Datas.GetProperty("refreshSecret").GetString()!;
    }
}

public sealed record Answer(HttpStatusCode Status, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Code => Json.GetProperty("code").GetString()!;

    public JsonElement Datas => Json.GetProperty("datas");

    public int Count => Json.GetProperty("dataCount").GetInt32();

    public string AnswerId => Json.GetProperty("requestId").GetString()!;

    /// <summary>The national service's <c>datas</c>: text that is parsed again.</summary>
    public JsonElement Inner => JsonDocument.Parse(Datas.GetString()!).RootElement;

    public JsonElement[] Records => [.. (Datas.ValueKind == JsonValueKind.String ? Inner.GetProperty("data") : Datas).EnumerateArray()];

    public string?[] Column(string name) => [.. Records.Select(r => r.GetProperty(name).GetString())];

    public string[] FieldNames => [.. Records[0].EnumerateObject().Select(p => p.Name)];
}
