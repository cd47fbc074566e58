using System.Data.Common;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Statistics;

/// <summary>Gathers what a batch of acts changes in the counts, and writes it with them.</summary>
internal sealed class UseCounts
{
    private readonly Dictionary<(string Organisation, int Day, AuditKind Kind, AuditStatus Status, short Reason, string Matter), int> _days = [];
    private readonly Dictionary<(string Organisation, int Day, short Hour), int> _hours = [];

    /// <summary>Counts an act as it stands now, or takes it back (-1) before it changes.</summary>
    public void Add(Act act, int count = 1)
    {
        var day = ChinaDay.Of(act.At);
        foreach (var organisation in (ReadOnlySpan<string>)[act.Organisation, UseOfDay.Everybody])
        {
            Raise(_days, (organisation, day, act.Kind, act.Status, act.Reason, act.Matter), count);
            if (act.IsLookup)
            {
                Raise(_hours, (organisation, day, ChinaDay.Hour(act.At)), count);
            }
        }
    }

    /// <summary>The counts as rows; sorts that came to nothing are left out.</summary>
    public (IReadOnlyList<UseOfDay> Days, IReadOnlyList<UseOfHour> Hours) Rows() => (
        [.. _days.Where(d => d.Value != 0).Select(d => new UseOfDay
        {
            Organisation = d.Key.Organisation, Day = d.Key.Day, Kind = d.Key.Kind, Status = d.Key.Status, Reason = d.Key.Reason, Matter = d.Key.Matter, Count = d.Value,
        })],
        [.. _hours.Where(h => h.Value != 0).Select(h => new UseOfHour { Organisation = h.Key.Organisation, Day = h.Key.Day, Hour = h.Key.Hour, Count = h.Value })]);

    /// <summary>Days as the months that they lie in.</summary>
    public static IEnumerable<UseOfMonth> Months(IEnumerable<UseOfDay> days) => days
        .GroupBy(d => (d.Organisation, Month: UseOfMonth.Of(ChinaDay.Day(d.Day)), d.Kind, d.Status, d.Reason, d.Matter))
        .Select(g => new UseOfMonth
        {
            Organisation = g.Key.Organisation, Month = g.Key.Month, Kind = g.Key.Kind, Status = g.Key.Status, Reason = g.Key.Reason, Matter = g.Key.Matter, Count = g.Sum(d => d.Count),
        });

    private static void Raise<TKey>(Dictionary<TKey, int> counts, TKey key, int by)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + by;
}

/// <summary>How counts are written.</summary>
internal sealed class UseCommands(DbConnection connection) : IDisposable
{
    private const string SortKey = "kind = @kind AND status = @status AND reason = @reason AND matter = @matter";

    private readonly Statement _raiseDay = new(
        connection, "UPDATE use_day SET acts = acts + @acts WHERE org = @org AND day = @day AND " + SortKey, "@acts", "@org", "@day", "@kind", "@status", "@reason", "@matter");

    private readonly Statement _addDay = new(
        connection,
        "INSERT INTO use_day (acts, org, day, kind, status, reason, matter) VALUES (@acts, @org, @day, @kind, @status, @reason, @matter)",
        "@acts", "@org", "@day", "@kind", "@status", "@reason", "@matter");

    private readonly Statement _raiseMonth = new(
        connection, "UPDATE use_month SET acts = acts + @acts WHERE org = @org AND month = @month AND " + SortKey, "@acts", "@org", "@month", "@kind", "@status", "@reason", "@matter");

    private readonly Statement _addMonth = new(
        connection,
        "INSERT INTO use_month (acts, org, month, kind, status, reason, matter) VALUES (@acts, @org, @month, @kind, @status, @reason, @matter)",
        "@acts", "@org", "@month", "@kind", "@status", "@reason", "@matter");

    private readonly Statement _raiseHour = new(
        connection, "UPDATE use_hour SET acts = acts + @acts WHERE org = @org AND day = @day AND hour = @hour", "@acts", "@org", "@day", "@hour");

    private readonly Statement _addHour = new(
        connection, "INSERT INTO use_hour (acts, org, day, hour) VALUES (@acts, @org, @day, @hour)", "@acts", "@org", "@day", "@hour");

    public void Write(DbTransaction transaction, UseCounts counts)
    {
        var (days, hours) = counts.Rows();
        foreach (var use in days)
        {
            ReadOnlySpan<object> values = [use.Count, use.Organisation, use.Day, (short)use.Kind, (short)use.Status, use.Reason, use.Matter];
            if (_raiseDay.Run(transaction, values) == 0)
            {
                _addDay.Run(transaction, values);
            }
        }

        foreach (var use in UseCounts.Months(days))
        {
            ReadOnlySpan<object> values = [use.Count, use.Organisation, use.Month, (short)use.Kind, (short)use.Status, use.Reason, use.Matter];
            if (_raiseMonth.Run(transaction, values) == 0)
            {
                _addMonth.Run(transaction, values);
            }
        }

        foreach (var use in hours)
        {
            ReadOnlySpan<object> values = [use.Count, use.Organisation, use.Day, use.Hour];
            if (_raiseHour.Run(transaction, values) == 0)
            {
                _addHour.Run(transaction, values);
            }
        }
    }

    public void Dispose()
    {
        _raiseDay.Dispose();
        _addDay.Dispose();
        _raiseMonth.Dispose();
        _addMonth.Dispose();
        _raiseHour.Dispose();
        _addHour.Dispose();
    }
}
