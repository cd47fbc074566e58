using MarriageRegistry.Demo;

namespace MarriageRegistry.Gateway;

/// <summary>The way of every business call: signature, parameters, (in demo mode) an ordered fault, answer.</summary>
internal sealed class BusinessCalls(GatewayTokens tokens, LookupDesk desk, DemoFaults faults)
{
    private const string RequestIdHeader = "X-Request-Id";

    public async Task AnswerAsync(HttpContext http, SharedService service)
    {
        var parameters = await GatewayParameters.ReadAsync(http.Request, service.TakesJson);
        if (parameters.GetSignedCall(service.SignatureInHeaders) is not { } signed)
        {
            await http.Response.WriteCodeAsync(GatewayCode.BadParameters);
            return;
        }

        var (code, application) = tokens.CheckBusinessCall(signed);
        if (code != GatewayCode.Ok)
        {
            await http.Response.WriteCodeAsync(code);
            return;
        }

        if (!service.MayBeAskedBy(application!))
        {
            await http.Response.WriteCodeAsync(GatewayCode.NotAdmitted);
            return;
        }

        // An id that we could not keep is refused and not dropped: the asker reconciles by it.
        var requestId = parameters.GetHeader(RequestIdHeader);
        if (service.Read(parameters) is not { } question || !IsIdOrAbsent(http.Request.Headers.ContainsKey(RequestIdHeader), requestId))
        {
            await http.Response.WriteCodeAsync(GatewayCode.BadParameters);
            return;
        }

        if (await faults.ApplyNextAsync(http, service))
        {
            return;
        }

        switch (await desk.AnswerAsync(new AdmittedCall(application!, service, question, requestId)))
        {
            case DeskOutcome.Answered answered:
                await service.WriteAsync(http.Response, answered.Found, answered.AnswerId);
                break;
            case DeskOutcome.Checked done:
                await CertificateCheckService.WriteAsync(http.Response, done);
                break;
            case DeskOutcome.TooMany:
                await http.Response.WriteCodeAsync(GatewayCode.TooWide);
                break;
            case DeskOutcome.QuotaUsedUp:
                await http.Response.WriteCodeAsync(GatewayCode.QuotaExceeded);
                break;
        }
    }

    private static bool IsIdOrAbsent(bool given, string? requestId) =>
        !given || (requestId is { Length: 32 } && requestId.All(char.IsAsciiHexDigit));
}
