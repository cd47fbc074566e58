using System.Globalization;
using System.Text.Json;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Compares the registry's list of answered requests with the evidence: the only check that sees a lookup around the portal.</summary>
public sealed class Reconciliation(PortalDatabase database)
{
    /// <summary>Longest list that is taken, bytes.</summary>
    public const int MaxListLength = 64 * 1024 * 1024;

    // The two clocks need not agree to the second, and an answer comes after its intent.
    private const long Margin = 120_000_000;

    /// <summary>Reads the registry's list: JSON, an array of objects with <c>requestId</c> and <c>time</c>.</summary>
    /// <exception cref="FormatException">It is not such a list; the message says so in Chinese.</exception>
    public static IReadOnlyList<RegistryLine> ReadList(Stream json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Select(ReadLine)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new FormatException("应答清单格式不符：应为 JSON 数组，每项有 requestId 和 time。", e);
        }
    }

    /// <summary>Three lists: on both sides, only in the evidence, only at the registry.</summary>
    /// <param name="theirs">The registry's list.</param>
    /// <param name="from">First instant compared.</param>
    /// <param name="to">Last instant compared, not included.</param>
    public ReconciliationResult Compare(IReadOnlyList<RegistryLine> theirs, DateTime from, DateTime to)
    {
        using var connection = database.Connect();
        var store = new SealingStore(connection, transaction: null);
        var (fromAt, toAt) = (Microseconds(from), Microseconds(to));
        var ours = new Dictionary<string, OurLookup>(StringComparer.Ordinal);
        foreach (var row in store.Lookups(fromAt - Margin, toAt + Margin))
        {
            var request = Convert.ToHexStringLower(row.Request);
            ours[request] = row.Kind == AuditKind.Intent
                ? new OurLookup(row, ours.GetValueOrDefault(request)?.Status)
                : ours.GetValueOrDefault(request) is { } known ? known with { Status = row.Status } : new OurLookup(row, row.Status);
        }

        var both = new List<RegistryLine>();
        var onlyTheirs = new List<RegistryLine>();
        // One lookup may have been answered twice: the 15-digit number is asked for under the same request id.
        foreach (var line in theirs.Where(l => l.Time >= from && l.Time < to).DistinctBy(l => l.RequestId.Length > 0 ? l.RequestId : Guid.NewGuid().ToString()))
        {
            (ours.ContainsKey(line.RequestId) ? both : onlyTheirs).Add(line);
        }

        var answered = both.Select(l => l.RequestId).ToHashSet(StringComparer.Ordinal);
        var onlyOurs = ours.Where(o => !answered.Contains(o.Key) && o.Value.Entry.At >= fromAt && o.Value.Entry.At < toAt).Select(o => o.Value);
        return new ReconciliationResult(both, [.. onlyOurs], onlyTheirs);
    }

    private static RegistryLine ReadLine(JsonElement line)
    {
        var request = line.GetProperty("requestId");
        return new RegistryLine(
            request.ValueKind == JsonValueKind.Null ? "" : request.GetString()!.ToLowerInvariant(),
            DateTimeOffset.Parse(line.GetProperty("time").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime);
    }

    private static long Microseconds(DateTime instant) => (instant.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}

/// <summary>A request that the registry says it has answered.</summary>
/// <param name="RequestId">What came as <c>X-Request-Id</c>, 32 hexadecimal digits; empty when nothing came.</param>
/// <param name="Time">When it was answered, UTC.</param>
public sealed record RegistryLine(string RequestId, DateTime Time);

/// <summary>A lookup, an assisted search or a certificate check in the evidence.</summary>
/// <param name="Entry">Its intent.</param>
/// <param name="Status">How it ended; null while in doubt.</param>
public sealed record OurLookup(AuditEntry Entry, AuditStatus? Status);

/// <summary>The three lists.</summary>
public sealed record ReconciliationResult(IReadOnlyList<RegistryLine> Both, IReadOnlyList<OurLookup> OnlyOurs, IReadOnlyList<RegistryLine> OnlyTheirs)
{
    /// <summary>Lookups that had an answer by our account although the registry does not list them.</summary>
    public IEnumerable<OurLookup> Unexplained => OnlyOurs.Where(o => o.Status is AuditStatus.Found or AuditStatus.NotFound or (>= AuditStatus.Agrees and <= AuditStatus.UnknownCode));
}
