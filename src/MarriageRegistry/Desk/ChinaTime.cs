using System.Globalization;

namespace MarriageRegistry.Desk;

/// <summary>Days and times as the offices read them.</summary>
internal static class ChinaTime
{
    private static readonly TimeSpan _offset = TimeSpan.FromHours(8);

    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime((clock.GetUtcNow() + _offset).Date);

    /// <summary>2018年3月5日.</summary>
    public static string Text(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    /// <summary>2026-11-22 10:12:31.</summary>
    public static string Text(DateTime utc) => (utc + _offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
