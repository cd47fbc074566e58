using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MarriageRegistry.Data;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Demo;

internal sealed record FaultOrder(string? Mode, int? Count);

internal sealed record FaultsLeft(string Mode, int Left);

internal sealed record AnsweredLookupRow(string? RequestId, string AnswerId, DateTime Time, string LastFour, string Service, int Count);

internal sealed record DemoError(string Code, string Msg);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FaultOrder))]
[JsonSerializable(typeof(FaultsLeft))]
[JsonSerializable(typeof(List<AnsweredLookupRow>))]
[JsonSerializable(typeof(DemoError))]
internal sealed partial class DemoJson : JsonSerializerContext;

/// <summary>The demo's levers, mapped in demo mode only.</summary>
internal static class DemoEndpoints
{
    public static void MapDemo(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/demo/faults", ShowFaults);
        routes.MapPost("/demo/faults", OrderFaults);
        routes.MapGet("/demo/lookups", ListLookups);
    }

    private static IResult ShowFaults(DemoFaults faults)
    {
        var (mode, left) = faults.Show();
        return Results.Json(new FaultsLeft(mode, left), DemoJson.Default.FaultsLeft);
    }

    private static async Task<IResult> OrderFaults(HttpRequest request, DemoFaults faults)
    {
        FaultOrder? order;
        try
        {
            order = await JsonSerializer.DeserializeAsync(request.Body, DemoJson.Default.FaultOrder, request.HttpContext.RequestAborted);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            order = null;
        }

        if (order is null || !DemoFaults.IsMode(order.Mode) || order.Count is < 0 or > DemoFaults.Most)
        {
            return Bad("Expected {\"mode\":\"none|timeout|slow|http500|notJson|code11|code14|code18|innerFailure\",\"count\":n}.");
        }

        faults.Order(order.Mode!, order.Count ?? 1);
        return ShowFaults(faults);
    }

    private static async Task<IResult> ListLookups(string? since, IDbContextFactory<RegistryDbContext> contexts, CancellationToken cancellationToken)
    {
        var from = DateTimeOffset.UnixEpoch;
        if (since is not null && !DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out from))
        {
            return Bad("since is not an ISO time.");
        }

        var fromUtc = from.UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.AnsweredLookups.Where(l => l.At >= fromUtc).OrderBy(l => l.Id)
            .Select(l => new AnsweredLookupRow(l.RequestId, l.AnswerId, l.At, l.LastFour, l.Service, l.ResultCount))
            .ToListAsync(cancellationToken);
        return Results.Json(rows, DemoJson.Default.ListAnsweredLookupRow);
    }

    private static IResult Bad(string message) =>
        Results.Json(new DemoError(Gateway.GatewayCode.BadParameters, message), DemoJson.Default.DemoError, statusCode: StatusCodes.Status400BadRequest);
}
