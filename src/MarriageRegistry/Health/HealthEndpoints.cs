using System.Text.Json.Serialization;
using MarriageRegistry.Data;
using MarriageRegistry.Journal;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Health;

internal sealed record HealthReport(string Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class HealthJson : JsonSerializerContext;

/// <summary>Live: the process answers. Ready: it could answer a lookup, that is read a record and write the journal.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", Live);
        routes.MapGet("/health/ready", Ready);
    }

    private static IResult Live() => Report("ok", StatusCodes.Status200OK);

    private static async Task<IResult> Ready(IDbContextFactory<RegistryDbContext> contexts, LookupJournal journal, TimeProvider clock, ILogger<LookupJournal> logger)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync();
            await db.Registrations.AnyAsync();
            await journal.ProbeAsync().WaitAsync(_patience, clock);
            return Report("ok", StatusCodes.Status200OK);
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "The database is not ready");
            return Report("database unavailable", StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult Report(string status, int code) => Results.Json(new HealthReport(status), HealthJson.Default.HealthReport, statusCode: code);
}
