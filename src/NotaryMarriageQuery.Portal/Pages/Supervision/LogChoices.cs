using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>What the filters of the log offer, the same for everybody.</summary>
internal static class LogChoices
{
    public static readonly IReadOnlyList<(ActSort Sort, string Text)> Sorts =
    [
        (ActSort.LookUp, "查询核对"), (ActSort.Check, "证件核验"), (ActSort.SignIn, "登录、退出"), (ActSort.Access, "被拒绝的访问"), (ActSort.Change, "业务和管理"), (ActSort.Supervision, "监督"), (ActSort.System, "存证自身"),
    ];

    public static readonly IReadOnlyList<string> Matters = [.. NotarialMatter.All, "其他"];

    public static readonly IReadOnlyList<SelectListItem> SortItems = [.. Sorts.Select(s => new SelectListItem(s.Text, s.Sort.ToString()))];

    public static readonly IReadOnlyList<SelectListItem> MatterItems = [.. Matters.Select(m => new SelectListItem(m, m))];

    public static readonly IReadOnlyList<SelectListItem> Outcomes = [.. OutcomeText.Filters.Select(f => new SelectListItem(f.Text, f.Status.ToString()))];

    public static readonly IReadOnlyList<SelectListItem> Reasons = [.. OutcomeText.Reasons.Select(r => new SelectListItem(r.Text, $"{r.Reason}"))];
}
