using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Portal.Intake;

namespace NotaryMarriageQuery.Portal.Security;

/// <summary>How often a person may look up, an address may try to sign in, and a server may call (section <c>RateLimits</c>). Above it: 429.</summary>
/// <remarks>Counted in the process; <see cref="SharedRateLimits"/> counts over all instances behind it.</remarks>
internal static class RateLimits
{
    /// <summary>Policy of the lookup form: posts by person.</summary>
    public const string Lookups = "lookups";

    /// <summary>Policy of both sign-in steps: posts by address.</summary>
    public const string SignIns = "sign-ins";

    /// <summary>Policy of the intake: posts by address. The door counts what was signed in the table of nonces, over all instances.</summary>
    public const string Intakes = "intakes";

    /// <summary>How far back is counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var limits = new RateLimitSettings(
            configuration.GetValue("RateLimits:LookupsPerMinute", 30),
            configuration.GetValue("RateLimits:SignInsPerMinute", 20),
            configuration.GetValue("RateLimits:IntakesPerMinute", 60));
        services.AddSingleton(limits);
        return services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(Lookups, context => Limit(context, limits.LookupsPerMinute, c => c.FindActor()?.OperatorId.ToString() ?? ""));
            options.AddPolicy(SignIns, context => Limit(context, limits.SignInsPerMinute, c => c.CallerAddress().ToString()));
            options.AddPolicy(Intakes, context => Limit(context, limits.IntakesPerMinute, c => c.CallerAddress().ToString()));
            options.OnRejected = async (rejected, _) => await RejectAsync(rejected.HttpContext);
        });
    }

    /// <summary>Answers 429, for somebody who is signed in with evidence first.</summary>
    public static async Task RejectAsync(HttpContext http)
    {
        if (http.FindActor() is { } actor)
        {
            var page = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
            var refused = new AccessRefused { Problem = AccessProblem.TooManyRequests, Page = page };
            await http.RequestServices.GetRequiredService<AuditLog>().RecordAsync(AuditKind.AccessRefusal, refused, actor, status: AuditStatus.Refused);
        }

        if (http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == Intakes)
        {
            await IntakeGuard.RunAsync(http, () => Task.FromResult<IntakeAnswer>(Core.Intake.IntakeRefusal.TooOften));
            return;
        }

        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
    }

    private static RateLimitPartition<string> Limit(HttpContext context, int permits, Func<HttpContext, string> by) =>
        HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetSlidingWindowLimiter(by(context), _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = permits,
                Window = Window,
                SegmentsPerWindow = 6,
                QueueLimit = 0,
            })
            : RateLimitPartition.GetNoLimiter("");
}

/// <summary>The limits, per person, per address, and per address and institution.</summary>
internal sealed record RateLimitSettings(int LookupsPerMinute, int SignInsPerMinute, int IntakesPerMinute);
