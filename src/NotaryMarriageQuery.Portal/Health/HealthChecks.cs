using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Portal.Health;

/// <summary>The database answers.</summary>
internal sealed class DatabaseHealth(IDbContextFactory<PortalDbContext> contexts, PortalDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AccessVersions.AnyAsync(cancellationToken) ? HealthCheckResult.Healthy(database.Name) : HealthCheckResult.Unhealthy();
    }
}

/// <summary>The evidence can be written now; where it cannot, nothing may be looked up.</summary>
internal sealed class EvidenceHealth(AuditWriter writer) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await writer.ProbeAsync();
            return HealthCheckResult.Healthy();
        }
        catch (EvidenceUnavailableException)
        {
            return HealthCheckResult.Unhealthy("存证无法写入，查询已停止");
        }
    }
}

/// <summary>The evidence proves itself: sealed in time, anchored in time, nothing contradicts it. Where not, lookups are stopped.</summary>
internal sealed class SealingHealth(SealingState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.Problem == SealingProblem.None
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(Pages.SealingText.Of(state.Problem) + "，查询已停止"));
}

/// <summary>The registry answered last time; a silent one degrades the portal but does not stop it.</summary>
internal sealed class RegistryHealth(ICivilAffairsRegistry registry) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(registry.IsReachable == false ? HealthCheckResult.Degraded("民政平台最近一次未应答") : HealthCheckResult.Healthy());
}

internal static class HealthEndpoints
{
    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>: 200 or 503, JSON.</summary>
    public static void MapPortalHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = Word(report.Status),
        checks = report.Entries.ToDictionary(e => e.Key, e => new { status = Word(e.Value.Status), description = e.Value.Description }),
    });

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        _ => "unavailable",
    };
}
