using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MarriageRegistry.Scanning;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MarriageRegistry.Demo;

/// <summary>What an application asks of the provider: the parameters of OpenID Connect's code flow with PKCE.</summary>
internal sealed record IdentityRequest(string? ClientId, string? ResponseType, string? RedirectUri, string? State, string? Nonce, string? CodeChallenge, string? CodeChallengeMethod);

/// <summary>An invented person and how surely the demonstration says to know them.</summary>
internal sealed record DemoLogin(string Name, string IdNumber, string Assurance, DateTimeOffset At);

/// <summary>
/// Stands in for the province's identity provider in demo mode only. It verifies nobody, and says so: whoever comes chooses who to be and how
/// surely that is known. The protocol is the real one, so that the port's side of it is tried.
/// </summary>
internal sealed class DemoIdentity(TimeProvider clock) : IDisposable
{
    public const string Root = "/demo/identity";
    public const string AuthorizePath = Root + "/authorize";
    public const string High = "urn:demo:assurance:face";
    public const string Low = "urn:demo:assurance:password";
    public const string ClientId = "demo-scan-port";
    public const string ClientSecret = "demo-scan-port-secret";

    private static readonly TimeSpan _codeLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _tokenLife = TimeSpan.FromMinutes(5);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ConcurrentDictionary<string, Grant> _grants = new(StringComparer.Ordinal);

    /// <summary>The people of the demo records, who can be chosen.</summary>
    public static IReadOnlyList<(string Name, string IdNumber)> People { get; } =
    [
        ("示例一", "339999199001010013"), ("示例二", "339999199202020023"), ("示例三", "339999198503150134"), ("示例四", "339999198805200248"), ("示例十", "330199198801010111"),
    ];

    public static void Apply(ScanOptions options)
    {
        (options.ClientId, options.ClientSecret) = (ClientId, ClientSecret);
        options.PersonKey = "demo-person-key-demo-person-key-demo";
        if (options.AcceptedAssurance.Count == 0)
        {
            options.AcceptedAssurance.Add(High);
        }
    }

    /// <summary>Where this service reaches its own demonstration provider; known once it listens.</summary>
    public static string AddressOf(IServer server)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? throw new InvalidOperationException("The service does not listen yet.");
        return address.Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal).Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://+", "://127.0.0.1", StringComparison.Ordinal).Replace("://*", "://127.0.0.1", StringComparison.Ordinal).TrimEnd('/') + Root;
    }

    /// <summary>True where this is a request of the one application that is known here.</summary>
    public static bool Knows(IdentityRequest request, HttpRequest http) =>
        request is { ClientId: ClientId, ResponseType: "code", CodeChallengeMethod: "S256", CodeChallenge.Length: 43, State.Length: > 0, Nonce.Length: > 0 }
        && request.RedirectUri == $"{http.Scheme}://{http.Host}{ScanServices.Root}/signed-in";

    /// <summary>A code for a login, good once and for a minute.</summary>
    public string Admit(IdentityRequest request, DemoLogin login)
    {
        var now = clock.GetUtcNow();
        foreach (var old in _grants.Where(g => g.Value.Until <= now).Select(g => g.Key).ToList())
        {
            _grants.TryRemove(old, out _);
        }

        var code = RandomNumberGenerator.GetHexString(64, lowercase: true);
        _grants[code] = new Grant(request, login, now + _codeLife);
        return code;
    }

    /// <summary>The id token for a code; null when the code was used, is too old, or is not this application's.</summary>
    public string? Redeem(string code, string verifier, string redirectUri, string issuer)
    {
        var now = clock.GetUtcNow();
        if (!_grants.TryRemove(code, out var grant) || grant.Until <= now || grant.Request.RedirectUri != redirectUri
            || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) != grant.Request.CodeChallenge)
        {
            return null;
        }

        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(grant.Login.IdNumber)))[..16],
            ["nonce"] = grant.Request.Nonce!,
            ["acr"] = grant.Login.Assurance,
            ["auth_time"] = grant.Login.At.ToUnixTimeSeconds(),
            ["name"] = grant.Login.Name,
            ["id_number"] = grant.Login.IdNumber,
        };
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = ClientId,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + _tokenLife).UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(SigningKey, SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>The public half of the key, as its coordinates.</summary>
    public (string Id, string X, string Y) PublicKey()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return (SigningKey.KeyId, Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y));
    }

    public void Dispose() => _key.Dispose();

    private ECDsaSecurityKey SigningKey => new(_key) { KeyId = string.Create(CultureInfo.InvariantCulture, $"demo-{_key.KeySize}") };

    private sealed record Grant(IdentityRequest Request, DemoLogin Login, DateTimeOffset Until);
}
