using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Statistics;

/// <summary>A period as the months that lie whole in it, and the days beside them: a year is read out of twelve months instead of 365 days.</summary>
internal sealed class UsePeriod
{
    private readonly int _first;
    private readonly int _last;
    private readonly int _firstMonth;
    private readonly int _lastMonth;

    public UsePeriod(DateOnly from, DateOnly to)
    {
        (_first, _last) = (ChinaDay.Of(from), ChinaDay.Of(to));
        _firstMonth = UseOfMonth.Of(from) + (from.Day == 1 ? 0 : 1);
        _lastMonth = UseOfMonth.Of(to) - (to.AddDays(1).Day == 1 ? 0 : 1);
    }

    /// <summary>Whole months; none where the period holds none.</summary>
    public IQueryable<UseOfMonth> Months(PortalDbContext db)
    {
        var (first, last) = (_firstMonth, _lastMonth);
        return db.UseOfMonths.AsNoTracking().Where(u => u.Month >= first && u.Month <= last);
    }

    /// <summary>Days that stand in none of the months: those before, and those behind them.</summary>
    public IEnumerable<IQueryable<UseOfDay>> Days(PortalDbContext db)
    {
        (int From, int To)[] parts = _firstMonth > _lastMonth ? [(_first, _last)] : [(_first, First(_firstMonth) - 1), (First(_lastMonth + 1), _last)];
        return parts.Where(p => p.From <= p.To).Select(p => db.UseOfDays.AsNoTracking().Where(u => u.Day >= p.From && u.Day <= p.To));
    }

    private static int First(int month) => ChinaDay.Of(new DateOnly(month / 12, (month % 12) + 1, 1));
}
