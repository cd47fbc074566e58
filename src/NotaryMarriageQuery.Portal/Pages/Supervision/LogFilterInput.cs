using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>The filters of the log as they stand in the page's address; nothing personal among them.</summary>
public sealed class LogFilterInput
{
    public string? From { get; set; }

    public string? To { get; set; }

    public string? Bureau { get; set; }

    public string? Institution { get; set; }

    public string? Operator { get; set; }

    public string? Address { get; set; }

    public string? CaseNumber { get; set; }

    public string? Matter { get; set; }

    public string? Outcome { get; set; }

    public string? Reason { get; set; }

    public string? Sort { get; set; }

    public string? After { get; set; }

    /// <summary>The filters with what was typed, without the place in the list.</summary>
    public IEnumerable<(string Name, string Value)> Filled() =>
        new[]
        {
            (nameof(From), From), (nameof(To), To), (nameof(Bureau), Bureau), (nameof(Institution), Institution), (nameof(Operator), Operator), (nameof(Address), Address),
            (nameof(CaseNumber), CaseNumber), (nameof(Matter), Matter), (nameof(Outcome), Outcome), (nameof(Reason), Reason), (nameof(Sort), Sort),
        }.Where(f => !string.IsNullOrWhiteSpace(f.Item2)).Select(f => (f.Item1, f.Item2!.Trim()));

    /// <summary>The filters as part of an address, from a place in the list on.</summary>
    public string ToQuery(long? after)
    {
        var query = new QueryBuilder(Filled().Select(f => KeyValuePair.Create(f.Name, f.Value)));
        if (after is { } id)
        {
            query.Add(nameof(After), AuditNumber.Format(id));
        }

        return query.ToString();
    }

    /// <summary>What the service asks for; null when something is wrong, which the model state then tells.</summary>
    public LogFilter? Read(ModelStateDictionary problems)
    {
        var from = ReadDay(problems, nameof(From), From, "起始日期");
        var to = ReadDay(problems, nameof(To), To, "截止日期");
        if (from > to)
        {
            problems.AddModelError(nameof(To), "截止日期早于起始日期");
        }

        var filter = new LogFilter
        {
            From = from,
            To = to,
            Bureau = Text(Bureau),
            Institution = Text(Institution),
            Operator = Text(Operator),
            Address = Text(Address),
            CaseNumber = Core.Cases.CaseNumber.TryParse(CaseNumber, out var number) ? number.Value : Text(CaseNumber),
            Matter = Text(Matter),
            Outcome = Choose(problems, nameof(Outcome), Outcome, OutcomeText.Filters.Select(f => (f.Status.ToString(), f.Status)), "没有这种结果，请重新选择"),
            Reason = Choose(problems, nameof(Reason), Reason, OutcomeText.Reasons.Select(r => (r.Reason.ToString(CultureInfo.InvariantCulture), r.Reason)), "没有这种理由，请重新选择"),
            Sort = Choose(problems, nameof(Sort), Sort, LogChoices.Sorts.Select(s => (s.Sort.ToString(), s.Sort)), "没有这类操作，请重新选择"),
        };
        if (filter.Matter is { } matter && !LogChoices.Matters.Contains(matter))
        {
            problems.AddModelError(nameof(Matter), "没有这一公证事项，请重新选择");
        }

        long after = 0;
        if (!string.IsNullOrEmpty(After) && !AuditNumber.TryParse(After, out after))
        {
            problems.AddModelError("", "翻页位置有误，请从第一页重新查看");
        }

        return problems.IsValid ? filter with { After = after == 0 ? null : after } : null;
    }

    /// <summary>A day from an address; null where there is none or it is wrong, which the model state then tells.</summary>
    internal static DateOnly? ReadDay(ModelStateDictionary problems, string field, string? text, string label)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1970 and < 9999)
        {
            return day;
        }

        problems.AddModelError(field, $"{label}应为年-月-日，例如 2026-11-22");
        return null;
    }

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private static T? Choose<T>(ModelStateDictionary problems, string field, string? typed, IEnumerable<(string Value, T Chosen)> choices, string otherwise)
        where T : struct
    {
        if (string.IsNullOrEmpty(typed))
        {
            return null;
        }

        var found = choices.Where(c => c.Value == typed).Select(c => (T?)c.Chosen).FirstOrDefault();
        if (found is null)
        {
            problems.AddModelError(field, otherwise);
        }

        return found;
    }
}
