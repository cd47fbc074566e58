namespace NotaryMarriageQuery.Core.Data;

/// <summary>Instants as numbers that every database stores and compares alike.</summary>
internal static class UnixMicroseconds
{
    /// <summary>Microseconds since the Unix epoch, UTC.</summary>
    public static long ToUnixMicroseconds(this DateTimeOffset instant) => (instant.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
