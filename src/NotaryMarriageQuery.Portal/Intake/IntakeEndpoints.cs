using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Intake;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Intake;

/// <summary>What the institutions' servers call (B6, A6). Everything answers JSON: what was asked for, or a code and a sentence.</summary>
internal static class IntakeEndpoints
{
    private const long LargestHeartbeat = 1024;
    private const long LargestUpload = 16 * 1024 * 1024;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Maps <c>/api/intake</c>: no session, no antiforgery; the signature is what lets a call in.</summary>
    public static void MapIntake(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, "/api/intake/heartbeat", LargestHeartbeat, HeartbeatAsync);
        Map(endpoints, "/api/intake/cases", LargestUpload, UploadAsync);
    }

    // Every method is mapped, so that a wrong one is answered here and not sent to the sign-in page.
    private static void Map(IEndpointRouteBuilder endpoints, string path, long largest, Func<HttpContext, ServerCaller, IntakeBody, Task<IntakeAnswer>> serve) =>
        endpoints.Map(path, Guarded(largest, serve)).AllowAnonymous().RequireRateLimiting(RateLimits.Intakes);

    private static RequestDelegate Guarded(long largest, Func<HttpContext, ServerCaller, IntakeBody, Task<IntakeAnswer>> serve)
    {
        return RunAsync;

        Task RunAsync(HttpContext context) => IntakeGuard.RunAsync(context, () => AnswerAsync(context, largest, serve));
    }

    private static async Task<IntakeAnswer> AnswerAsync(HttpContext context, long largest, Func<HttpContext, ServerCaller, IntakeBody, Task<IntakeAnswer>> serve)
    {
        // More than is taken in, and at once: a body that is refused is taken off the line, or the caller would lose the answer with the
        // connection.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = largest + LargestUpload;
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            return IntakeRefusal.MethodNotAllowed;
        }

        if (context.Request.ContentLength > largest)
        {
            return IntakeRefusal.BodyTooLarge;
        }

        var door = context.RequestServices.GetRequiredService<IntakeDoor>();
        var call = CallOf(context);
        switch (await door.CheckAsync(call, context.RequestAborted))
        {
            case IntakeDecision.Refused refused:
                return refused.Reason;
            case IntakeDecision.Passed passed:
                using (var body = await IntakeBody.ReadAsync(context.Request.BodyReader, largest, context.RequestAborted))
                {
                    if (body is null)
                    {
                        return IntakeRefusal.BodyTooLarge;
                    }

                    var perMinute = context.RequestServices.GetRequiredService<RateLimitSettings>().IntakesPerMinute;
                    return await door.AdmitAsync(call, passed, body.Hash, perMinute, context.RequestAborted) is { } refusal
                        ? refusal
                        : await serve(context, passed.Caller, body);
                }

            default:
                throw new InvalidOperationException("The door made no decision.");
        }
    }

    private static async Task<IntakeAnswer> HeartbeatAsync(HttpContext context, ServerCaller caller, IntakeBody body)
    {
        var services = context.RequestServices;
        await services.GetRequiredService<Connections>().SeenAsync(caller, context.RequestAborted);
        var directory = await services.GetRequiredService<AccessDirectory>().GetAsync(context.RequestAborted);
        var state = await services.GetRequiredService<OpeningReader>().GetAsync(directory.FindInstitution(caller.InstitutionId), context.RequestAborted);
        return new IntakeAnswer(new
        {
            serverTime = services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds(),
            open = state.IsOpen,
            closesAt = state.ClosesAt is { } closes ? new DateTimeOffset(closes).ToUnixTimeSeconds() : (long?)null,
            reason = state.Closure is { } closure ? Pages.OpeningText.Of(closure) : null,
        });
    }

    private static async Task<IntakeAnswer> UploadAsync(HttpContext context, ServerCaller caller, IntakeBody body)
    {
        int count;
        try
        {
            count = CaseRecordReader.Count(body.Bytes);
        }
        catch (JsonException)
        {
            return IntakeRefusal.BodyInvalid;
        }

        if (count > CaseIntake.MostCases)
        {
            return IntakeRefusal.TooManyCases;
        }

        var services = context.RequestServices;
        await services.GetRequiredService<Connections>().SeenAsync(caller, context.RequestAborted);
        return new IntakeAnswer(await services.GetRequiredService<CaseIntake>().TakeInAsync(caller, body.Bytes, count, Convert.ToHexStringLower(body.Hash)));
    }

    private static IntakeCall CallOf(HttpContext context)
    {
        var headers = context.Request.Headers;
        return new IntakeCall(
            context.Request.Method,
            context.Request.Path.Value ?? "",
            Single("X-Institution"),
            Single("X-Timestamp"),
            Single("X-Nonce"),
            Single("X-Signature"),
            context.CallerAddress());

        string Single(string name) => headers[name] is [{ } value] ? value : "";
    }

    /// <summary>Writes an answer as JSON; a refusal with the portal's time, by which a wrong clock can be set.</summary>
    internal static Task WriteAsync(HttpContext context, IntakeAnswer answer)
    {
        if (answer.Refusal is not { } refusal)
        {
            return context.Response.WriteAsJsonAsync(answer.Value, _json);
        }

        context.Response.StatusCode = IntakeText.StatusOf(refusal);
        if (refusal is IntakeRefusal.TooOften or IntakeRefusal.Busy or IntakeRefusal.Unavailable)
        {
            context.Response.Headers.RetryAfter = RateLimits.Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        if (refusal == IntakeRefusal.MethodNotAllowed)
        {
            context.Response.Headers.Allow = HttpMethods.Post;
        }

        var serverTime = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();
        return context.Response.WriteAsJsonAsync(new { code = IntakeText.CodeOf(refusal), message = IntakeText.Of(refusal), serverTime }, _json);
    }
}

/// <summary>What a call is answered: a value, or a refusal.</summary>
internal sealed record IntakeAnswer(object? Value, IntakeRefusal? Refusal = null)
{
    public static implicit operator IntakeAnswer(IntakeRefusal refusal) => new(null, refusal);
}
