using System.Globalization;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Openings;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Openings;

/// <summary>When lookups are open, to the minute; times are China's.</summary>
public sealed class OpeningConditionsTests
{
    private static readonly TimeSpan _china = TimeSpan.FromHours(8);

    [Theory]
    [InlineData("05 09:09", "05 09:00", "05 08:00", 0, 0, null)]
    [InlineData("05 09:10", "05 09:00", "05 08:00", 0, 0, ClosureCause.Disconnected)]
    [InlineData("05 09:39", "05 09:00", "05 08:00", 30, 0, null)]
    [InlineData("05 09:40", "05 09:00", "05 08:00", 30, 0, ClosureCause.Disconnected)]
    [InlineData("05 23:59", "05 23:59", "05 00:00", 0, 0, null)]
    [InlineData("06 00:00", "06 00:00", "05 23:59", 0, 0, ClosureCause.NotUploaded)]
    [InlineData("06 00:00", "06 00:00", "06 00:00", 0, 0, null)]
    [InlineData("06 09:59", "06 09:59", "05 17:00", 0, 600, null)]
    [InlineData("06 10:00", "06 10:00", "05 17:00", 0, 600, ClosureCause.NotUploaded)]
    [InlineData("06 12:00", "06 09:00", "04 17:00", 30, 600, ClosureCause.Disconnected)]
    [InlineData("06 12:00", null, "06 11:00", 4320, 4320, ClosureCause.NeverConnected)]
    [InlineData("06 12:00", "06 12:00", null, 4320, 4320, ClosureCause.NeverUploaded)]
    public void At_CallsAndUploads_DecideToTheMinute(string now, string? seen, string? uploaded, int connectionGrace, int uploadGrace, ClosureCause? expected)
    {
        var cause = new OpeningConditions(Number(seen), Number(uploaded), null, connectionGrace, uploadGrace, "省厅", false).At(At(now)).Closure?.Cause;

        cause.ShouldBe(expected);
    }

    [Theory]
    [InlineData("05 09:09", true)]
    [InlineData("05 09:10", false)]
    [InlineData("05 09:39", false)]
    public void At_WithinTheGrace_IsOpenWithAWarning(string now, bool isFine)
    {
        var state = new OpeningConditions(Number("05 09:00"), Number("05 08:00"), null, 30, 600, "省厅", false).At(At(now));

        (state.IsOpen, state.IsInGrace, state.ClosesAt).ShouldBe((true, !isFine, At("05 09:40").UtcDateTime));
    }

    [Theory]
    [InlineData("05 23:59", true)]
    [InlineData("06 00:00", false)]
    public void At_LeaveOfTheProvince_OpensUntilItsEndWhateverTheServerDoes(string now, bool isOpen) =>
        new OpeningConditions(null, null, Number("06 00:00"), 0, 0, "省厅", false).At(At(now)).IsOpen.ShouldBe(isOpen);

    private static long? Number(string? time) => time is null ? null : At(time).ToUnixMicroseconds();

    private static DateTimeOffset At(string time) => new(DateTime.ParseExact("2026-01-" + time, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), _china);
}
