using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Portal.Security;

/// <summary>How often a person may look up, and an address may try to sign in (section <c>RateLimits</c>). Above it: 429.</summary>
internal static class RateLimits
{
    /// <summary>Policy of the lookup form: posts by person.</summary>
    public const string Lookups = "lookups";

    /// <summary>Policy of both sign-in steps: posts by address.</summary>
    public const string SignIns = "sign-ins";

    private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var lookups = configuration.GetValue("RateLimits:LookupsPerMinute", 30);
        var signIns = configuration.GetValue("RateLimits:SignInsPerMinute", 20);
        return services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(Lookups, context => Limit(context, lookups, c => c.FindActor()?.OperatorId.ToString() ?? ""));
            options.AddPolicy(SignIns, context => Limit(context, signIns, c => c.CallerAddress().ToString()));
            options.OnRejected = OnRejectedAsync;
        });
    }

    private static RateLimitPartition<string> Limit(HttpContext context, int permits, Func<HttpContext, string> by) =>
        HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetSlidingWindowLimiter(by(context), _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = permits,
                Window = _window,
                SegmentsPerWindow = 6,
                QueueLimit = 0,
            })
            : RateLimitPartition.GetNoLimiter("");

    private static async ValueTask OnRejectedAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var http = context.HttpContext;
        http.Response.Headers.RetryAfter = _window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        if (http.FindActor() is { } actor)
        {
            var page = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
            var refused = new AccessRefused { Problem = AccessProblem.TooManyRequests, Page = page };
            await http.RequestServices.GetRequiredService<AuditLog>().RecordAsync(AuditKind.AccessRefusal, refused, actor, status: AuditStatus.Refused);
        }
    }
}
