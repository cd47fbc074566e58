namespace NotaryMarriageQuery.Core;

/// <summary>Days and hours of the office: China's time, the same all year (UTC+8).</summary>
public static class ChinaDay
{
    private const long MicrosecondsPerHour = 3_600_000_000;
    private const long MicrosecondsPerDay = 24 * MicrosecondsPerHour;
    private const long Offset = 8 * MicrosecondsPerHour;

    private static readonly int _epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Number of the day, counted from 1970-01-01, of an instant in microseconds since the Unix epoch.</summary>
    public static int Of(long at) => (int)Math.DivRem(at + Offset, MicrosecondsPerDay).Quotient;

    /// <summary>Number of a day.</summary>
    public static int Of(DateOnly day) => day.DayNumber - _epoch;

    /// <summary>The day of a number.</summary>
    public static DateOnly Day(int number) => DateOnly.FromDayNumber(number + _epoch);

    /// <summary>Day of an instant.</summary>
    public static DateOnly At(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(TimeSpan.FromHours(8)).Date);

    /// <summary>Today.</summary>
    public static DateOnly Today(TimeProvider clock) => At(clock.GetUtcNow());

    /// <summary>First microsecond of a day, since the Unix epoch.</summary>
    public static long Start(int number) => (number * MicrosecondsPerDay) - Offset;

    /// <summary>First microsecond of a day, since the Unix epoch.</summary>
    public static long Start(DateOnly day) => Start(Of(day));

    /// <summary>Hour of the day, 0 to 23.</summary>
    public static short Hour(long at) => (short)((at + Offset) % MicrosecondsPerDay / MicrosecondsPerHour);
}
