using System.Globalization;

namespace NotaryMarriageQuery.AuditVerifier;

/// <summary>Instants as people read them, in China's one time zone.</summary>
internal static class Instant
{
    /// <summary><c>2026-01-31 12:00:00 +08:00</c>; the bare number when no calendar reaches that far (rows may be hostile).</summary>
    /// <param name="micros">Microseconds since the Unix epoch, UTC.</param>
    public static string Format(long micros)
    {
        var seconds = micros / 1_000_000;
        return seconds is > 0 and < 200_000_000_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)
            : micros.ToString(CultureInfo.InvariantCulture) + " µs";
    }
}
