using System.Globalization;
using NotaryMarriageQuery.Core.Statistics;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>Statistics as the tables that stand beside the pictures and in the spreadsheet.</summary>
internal static class StatisticsTable
{
    /// <summary>How an outcome is called; in doubt where there is none.</summary>
    public static string Outcome(AuditStatus status) => status == AuditStatus.None ? "未决" : OutcomeText.Of(status);

    /// <summary>Change against the period before, in words.</summary>
    public static string Change(int now, int before) => (now, before) switch
    {
        (0, 0) => "—",
        (_, 0) => "上期为 0",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(now >= before ? "+" : "−")}{Math.Abs(now - before) * 100.0 / before:F1}%"),
    };

    /// <summary>Everything as rows of a spreadsheet.</summary>
    public static IEnumerable<string[]> Rows(UseFigures figures)
    {
        yield return ["婚姻登记信息查询统计", $"{Display.Day(figures.From)}至{Display.Day(figures.To)}"];
        yield return ["合计", Text(figures.Count), $"上期 {figures.Before}"];
        foreach (var (title, rows) in Parts(figures))
        {
            yield return [];
            yield return title;
            foreach (var row in rows)
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<(string[] Title, IEnumerable<string[]> Rows)> Parts(UseFigures figures) =>
    [
        (["日期", "次数", "上期同位日"], figures.Days.Select(d => new[] { d.Day.ToString("O", CultureInfo.InvariantCulture), Text(d.Count), Text(d.Before) })),
        (["时段", "次数"], figures.Hours.Select((count, hour) => new[] { $"{hour}—{hour + 1} 时", Text(count) })),
        (["公证机构", "次数", "其中拒绝"], figures.Institutions.Select(i => new[] { i.Name, Text(i.Count), Text(i.Refused) })),
        (["公证事项", "次数"], figures.Matters.Select(m => new[] { m.Matter.Length > 0 ? m.Matter : "协助查询", Text(m.Count) })),
        (["结果", "次数"], figures.Outcomes.Select(o => new[] { Outcome(o.Status), Text(o.Count) })),
        (["拒绝理由", "次数"], figures.Reasons.Select(r => new[] { OutcomeText.OfReason(r.Reason), Text(r.Count) })),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
