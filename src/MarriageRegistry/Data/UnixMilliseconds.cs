using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace MarriageRegistry.Data;

/// <summary>Instants are stored as epoch milliseconds: they sort, and the prepared statements write them without formatting.</summary>
internal static class UnixMilliseconds
{
    public static readonly ValueConverter<DateTime, long> Converter = new(instant => From(instant), milliseconds => ToUtc(milliseconds));

    public static long From(DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static DateTime ToUtc(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;
}
