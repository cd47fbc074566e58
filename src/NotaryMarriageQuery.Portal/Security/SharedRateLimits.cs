using Microsoft.AspNetCore.RateLimiting;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Portal.Security;

/// <summary>Counts over all instances what each has let through: a person's lookups in the evidence, an address's sign-ins in their table.</summary>
/// <remarks>Where the database cannot be asked nothing passes (503).</remarks>
internal sealed class SharedRateLimits(RequestDelegate next, RateLimitSettings limits, SignInAttempts attempts, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context, LogReader log)
    {
        if (await IsAllowedAsync(context, log))
        {
            await next(context);
        }
        else
        {
            await RateLimits.RejectAsync(context);
        }
    }

    private async Task<bool> IsAllowedAsync(HttpContext context, LogReader log)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            return true;
        }

        return context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName switch
        {
            RateLimits.Lookups when context.FindActor() is { } actor =>
                await log.CountLookupsAsync(actor, clock.GetUtcNow() - RateLimits.Window, context.RequestAborted) < limits.LookupsPerMinute,
            RateLimits.SignIns => await attempts.TryCountAsync(context.CallerAddress(), limits.SignInsPerMinute, context.RequestAborted),
            _ => true,
        };
    }
}
