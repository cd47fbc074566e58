namespace MarriageRegistry.Gateway;

/// <summary>The gateway's addresses.</summary>
internal static class GatewayEndpoints
{
    private static readonly string[] _getOrPost = [HttpMethods.Get, HttpMethods.Post];
    private static readonly MarryInfoService _marryInfo = new();
    private static readonly NationalVerificationService _nationalVerification = new();
    private static readonly AssistedSearchService _assistedSearch = new();
    private static readonly CertificateCheckService _certificateCheck = new();

    public static void MapGateway(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/gateway/app/refreshTokenByKey.htm", _getOrPost, RefreshTokenByKey);
        routes.MapMethods("/gateway/app/refreshTokenBySec.htm", _getOrPost, RefreshTokenBySecret);
        routes.MapMethods("/gateway/api/marryInfo.htm", _getOrPost, MarryInfo);
        routes.MapPost("/gateway/api/001003002/dataSharing/hydjxxhy00000001.htm", NationalVerification);
        routes.MapPost("/gateway/api/001003002/dataSharing/hyxxxzcx00000001.htm", AssistedSearch);
        routes.MapPost("/gateway/api/001003002/dataSharing/hyzewmhy00000001.htm", CertificateCheck);
    }

    private static Task RefreshTokenByKey(HttpContext http, GatewayTokens tokens) => RefreshAsync(http, tokens.RenewByKey);

    private static Task RefreshTokenBySecret(HttpContext http, GatewayTokens tokens) => RefreshAsync(http, tokens.RenewBySecret);

    private static Task MarryInfo(HttpContext http, BusinessCalls calls) => calls.AnswerAsync(http, _marryInfo);

    private static Task NationalVerification(HttpContext http, BusinessCalls calls) => calls.AnswerAsync(http, _nationalVerification);

    private static Task AssistedSearch(HttpContext http, BusinessCalls calls) => calls.AnswerAsync(http, _assistedSearch);

    private static Task CertificateCheck(HttpContext http, BusinessCalls calls) => calls.AnswerAsync(http, _certificateCheck);

    private static async Task RefreshAsync(HttpContext http, Func<SignedCall, SecretPair?> renew)
    {
        var parameters = await GatewayParameters.ReadAsync(http.Request, jsonToo: false);
        if (parameters.GetSignedCall(headersToo: false) is not { } signed)
        {
            await http.Response.WriteCodeAsync(GatewayCode.BadParameters);
        }
        else if (renew(signed) is not { } pair)
        {
            await http.Response.WriteCodeAsync(GatewayCode.BadTokenSignature);
        }
        else
        {
            await http.Response.WriteAnswerAsync(
                new TokenAnswer(
                    pair.RequestSecret,
                    pair.RequestSecretEnd.ToUnixTimeMilliseconds(),
                    pair.RefreshSecret,
                    pair.RefreshSecretEnd.ToUnixTimeMilliseconds()),
                1,
                GatewayWriting.NewId(),
                GatewayJson.Readable.GatewayAnswerTokenAnswer);
        }
    }
}
