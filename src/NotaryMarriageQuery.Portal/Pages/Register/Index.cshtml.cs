using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Register;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Register;

/// <summary>The usage register (附件3) of one institution and year: on screen, on paper, as a spreadsheet. Persons stand in it in the clear, so each reading is evidence.</summary>
public sealed class IndexModel(UsageRegister register, RegisterExport export, TimeProvider clock) : PageModel
{
    private const int FirstYear = 2018;

    [BindProperty(SupportsGet = true)]
    public string? Institution { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Missing { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty]
    public string? Format { get; set; }

    public static IReadOnlyList<SelectListItem> Formats { get; } = [new("Excel 工作簿（.xlsx）", "xlsx"), new("文本表格（.csv）", "csv")];

    public static IReadOnlyList<SelectListItem> Lines { get; } = [new("全部", ""), new($"{UsageRegister.MissingAfterDays} 天后仍无公证书编号", "true")];

    public IReadOnlyList<SelectListItem> Institutions { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Years { get; private set; } = [];

    /// <summary>Null while no institution is chosen.</summary>
    public RegisterFilter? Filter { get; private set; }

    public RegisterPage? Register { get; private set; }

    public int Count { get; private set; }

    public string? NextUrl { get; private set; }

    public bool MayAdd => HttpContext.Actor().Role == Core.Accounts.AccountRole.NotaryOffice;

    /// <summary>What one can do with a line.</summary>
    public string LinkText(RegisterLine line) => (MayAdd, line.CertificateNumber) switch
    {
        (false, _) => "详情",
        (_, "") => "补录编号",
        _ => "更正编号",
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await ReadFilterAsync(cancellationToken))
        {
            return this.Again();
        }

        if (Filter is { } filter)
        {
            Count = await register.CountAsync(filter, cancellationToken);
            Register = await register.OpenAsync(filter, HttpContext.Actor(), cancellationToken);
            NextUrl = Register.NextAfter is { } next ? "/register" + Query(AuditNumber.Format(next)) : null;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancellationToken)
    {
        if (!await ReadFilterAsync(cancellationToken) || Filter is not { } filter)
        {
            return this.Again();
        }

        if (Formats.All(f => f.Value != Format))
        {
            return this.Again(nameof(Format), "没有这种格式，请重新选择");
        }

        var asText = Format == "csv";
        var write = await export.PrepareAsync(filter with { After = null }, asText, HttpContext.Actor(), cancellationToken);

        // The archive is written while the lines are read, and knows no other way than to write at once.
        HttpContext.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return new StreamedFile(write, asText ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"register-{filter.Institution.Code}-{filter.Year}.{Format}");
    }

    private async Task<bool> ReadFilterAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var institutions = await register.InstitutionsAsync(HttpContext.Actor(), cancellationToken);
        Institutions = [.. institutions.Select(i => new SelectListItem(i.Name, i.Code))];
        var thisYear = Core.ChinaDay.Today(clock).Year;
        Years = [.. Enumerable.Range(FirstYear, thisYear - FirstYear + 1).Reverse().Select(y => new SelectListItem($"{y} 年", y.ToString(CultureInfo.InvariantCulture)))];
        Year = string.IsNullOrEmpty(Year) ? Years[0].Value : Year;
        Institution = MayAdd || (string.IsNullOrEmpty(Institution) && institutions.Count == 1) ? institutions[0].Code : Institution;
        if (Years.All(y => y.Value != Year))
        {
            ModelState.AddModelError(nameof(Year), "没有这一年度的登记表，请重新选择");
        }

        long after = 0;
        if (!string.IsNullOrEmpty(After) && !AuditNumber.TryParse(After, out after))
        {
            ModelState.AddModelError("", "翻页位置有误，请从第一页重新查看");
        }

        var chosen = institutions.FirstOrDefault(i => i.Code == Institution);
        if (chosen is null && !string.IsNullOrEmpty(Institution))
        {
            ModelState.AddModelError(nameof(Institution), "没有这家公证机构，请重新选择");
        }

        Filter = ModelState.IsValid && chosen is not null
            ? new RegisterFilter(chosen, int.Parse(Year, CultureInfo.InvariantCulture)) { MissingOnly = Missing == "true", After = after == 0 ? null : after }
            : null;
        return ModelState.IsValid;
    }

    private QueryString Query(string after)
    {
        var query = new QueryBuilder { { nameof(Year), Year! }, { nameof(After), after } };
        foreach (var (name, value) in new[] { (nameof(Institution), MayAdd ? null : Institution), (nameof(Missing), Missing) })
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }

        return query.ToQueryString();
    }
}
