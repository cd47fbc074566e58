using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using MarriageRegistry.Checks;

namespace MarriageRegistry.Tests.Checks;

/// <summary>Askers of a check, written from the protocols alone.</summary>
public static class CheckCaller
{
    public const string GatewayPath = "/gateway/api/001003002/dataSharing/hyzewmhy00000001.htm";
    public const string MachinePath = "/checks/certificates";
    public const string Department = "demo-budongchan";

    public static Dictionary<string, string> Form(string code, ShownCertificate shown)
    {
        var form = new Dictionary<string, string> { ["code"] = code };
        void Add(string name, string? value)
        {
            if (value is not null)
            {
                form[name] = value;
            }
        }

        Add("cert_no", shown.CertificateNumber);
        Add("name_man", shown.ManName);
        Add("name_woman", shown.WomanName);
        Add("op_date", shown.RegisteredOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return form;
    }

    public static Task<Answer> GatewayAsync(RegistryHost host, string code, ShownCertificate shown)
    {
        var form = Form(code, shown);
        foreach (var (name, value) in host.Gateway.Sign(host.Gateway.RequestSecret))
        {
            form[name] = value;
        }

        return host.Gateway.PostAsync(GatewayPath, form);
    }

    public static Task<Answer> GatewayJsonAsync(RegistryHost host, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, GatewayPath) { Content = JsonContent.Create(body) };
        return host.Gateway.SendAsync(request, [.. host.Gateway.Sign(host.Gateway.RequestSecret).Select(p => (p.Key, p.Value))]);
    }

    public static Task<Answer> MachineAsync(RegistryHost host, string code, ShownCertificate shown, string department = Department) =>
        host.Gateway.SendAsync(Machine(host, Form(code, shown), department));

    public static HttpRequestMessage Machine(
        RegistryHost host, object body, string department = Department, string? secret = null, DateTimeOffset? at = null, string? nonce = null) =>
        MachineRaw(host, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(body), department, secret, at, nonce);

    public static HttpRequestMessage MachineRaw(
        RegistryHost host, byte[] body, string department = Department, string? secret = null, DateTimeOffset? at = null, string? nonce = null)
    {
        var time = (at ?? host.Clock.GetUtcNow()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        nonce ??= RandomNumberGenerator.GetHexString(32);
        var text = $"POST\n{MachinePath}\n{time}\n{nonce}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        var key = Encoding.UTF8.GetBytes(secret ?? $"demo-check-secret-{department}");
        var request = new HttpRequestMessage(HttpMethod.Post, MachinePath) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Client", department);
        request.Headers.Add("X-Timestamp", time);
        request.Headers.Add("X-Nonce", nonce);
        request.Headers.Add("X-Signature", Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))));
        return request;
    }
}
