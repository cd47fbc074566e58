using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace MarriageRegistry.Demo;

internal sealed record IdentityDescription(
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("authorization_endpoint")] string Authorization,
    [property: JsonPropertyName("token_endpoint")] string Token,
    [property: JsonPropertyName("jwks_uri")] string Keys)
{
    [JsonPropertyName("response_types_supported")]
    public string[] ResponseTypes => ["code"];

    [JsonPropertyName("subject_types_supported")]
    public string[] SubjectTypes => ["public"];

    [JsonPropertyName("id_token_signing_alg_values_supported")]
    public string[] Algorithms => ["ES256"];

    [JsonPropertyName("acr_values_supported")]
    public string[] Assurance => [DemoIdentity.High, DemoIdentity.Low];
}

internal sealed record IdentityKey(string Kid, string X, string Y)
{
    public string Kty => "EC";

    public string Crv => "P-256";

    public string Use => "sig";

    public string Alg => "ES256";
}

internal sealed record IdentityKeys(IdentityKey[] Keys);

internal sealed record IdentityTokens(
    [property: JsonPropertyName("id_token")] string IdToken,
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);

internal sealed record IdentityError(string Error);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IdentityDescription))]
[JsonSerializable(typeof(IdentityKeys))]
[JsonSerializable(typeof(IdentityTokens))]
[JsonSerializable(typeof(IdentityError))]
internal sealed partial class IdentityJson : JsonSerializerContext;

/// <summary>What the port's server asks the demonstration provider; the person's side is the page <c>/demo/identity/authorize</c>.</summary>
internal static class DemoIdentityEndpoints
{
    public static void MapDemoIdentity(this IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{DemoIdentity.Root}/.well-known/openid-configuration", Describe);
        routes.MapGet($"{DemoIdentity.Root}/keys", ListKeys);
        routes.MapPost($"{DemoIdentity.Root}/token", RedeemAsync);
    }

    private static IResult Describe(HttpRequest request)
    {
        var root = RootOf(request);
        return Results.Json(new IdentityDescription(root, root + "/authorize", root + "/token", root + "/keys"), IdentityJson.Default.IdentityDescription);
    }

    private static IResult ListKeys(DemoIdentity identity)
    {
        var (id, x, y) = identity.PublicKey();
        return Results.Json(new IdentityKeys([new IdentityKey(id, x, y)]), IdentityJson.Default.IdentityKeys);
    }

    private static async Task<IResult> RedeemAsync(HttpRequest request, DemoIdentity identity)
    {
        if (!request.HasFormContentType)
        {
            return Refuse();
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var isClient = form["grant_type"] == "authorization_code" && form["client_id"] == DemoIdentity.ClientId && form["client_secret"] == DemoIdentity.ClientSecret;
        return isClient && identity.Redeem(form["code"].ToString(), form["code_verifier"].ToString(), form["redirect_uri"].ToString(), RootOf(request)) is { } token
            ? Results.Json(new IdentityTokens(token, RandomNumberGenerator.GetHexString(32), "Bearer", 60), IdentityJson.Default.IdentityTokens)
            : Refuse();
    }

    private static IResult Refuse() => Results.Json(new IdentityError("invalid_grant"), IdentityJson.Default.IdentityError, statusCode: StatusCodes.Status400BadRequest);

    private static string RootOf(HttpRequest request) => $"{request.Scheme}://{request.Host}{DemoIdentity.Root}";
}
