using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Inspections;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>A finding about an inspected lookup, or about an institution as a whole.</summary>
[RequestSizeLimit(FileText.MaxForm)]
public sealed class InspectionFindingModel(InspectionBook book, InspectionWork work) : PageModel
{
    public static IReadOnlyList<SelectListItem> Severities { get; } = [.. Enum.GetValues<FindingSeverity>().Select(s => new SelectListItem(InspectionText.Of(s), s.ToString()))];

    private static readonly InlineValidator<InspectionFindingModel> _validator = new()
    {
        v => v.RuleFor(m => m.FormId).Must(f => Guid.TryParse(f, out _)).WithMessage("表单已失效，请返回后重新填写"),
        v => v.RuleFor(m => m.Subject).Must((m, s) => m.Subjects.Any(i => i.Value == s)).WithMessage("请选择涉及的机构或查询"),
        v => v.RuleFor(m => m.Severity).Must(s => Severities.Any(i => i.Value == s)).WithMessage("请选择程度"),
        v => v.RuleFor(m => m.Text).LongText("请填写问题", InspectionFinding.TextMaxLength, "问题"),
    };

    [BindProperty]
    public string? FormId { get; set; }

    /// <summary>Code of an institution, or position of a lookup.</summary>
    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty]
    public string? Severity { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public IFormFile? FindingFile { get; set; }

    public InspectionDetail Detail { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Subjects { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid inspection, string? item, CancellationToken cancellationToken)
    {
        (FormId, Subject) = (Guid.NewGuid().ToString(), "#" + item);
        return await LoadAsync(inspection, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid inspection, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(inspection, cancellationToken))
        {
            return NotFound();
        }

        this.IsValid(_validator);
        var file = await FileText.ReadAsync(FindingFile, cancellationToken);
        if (FindingFile is not null && FileContent.Inspect(file, out _) is not FileProblem.None and var problem)
        {
            ModelState.AddModelError(nameof(FindingFile), FileText.Of(problem));
        }

        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        var item = Detail.Items.FirstOrDefault(i => ValueOf(i) == Subject)?.Item;
        var input = new RecordFinding(Guid.Parse(FormId!), inspection, item?.Code ?? Subject!, item?.Position, Enum.Parse<FindingSeverity>(Severity!), Text!.Trim(), file);
        return await SaveAsync(input, cancellationToken) switch
        {
            InspectionOutcome.Done => Redirect($"/supervision/inspections/{inspection}"),
            InspectionOutcome.Changed => this.Again("", "检查已办结，不能再记录问题", StatusCodes.Status409Conflict),
            _ => NotFound(),
        };
    }

    private async Task<InspectionOutcome> SaveAsync(RecordFinding input, CancellationToken cancellationToken)
    {
        try
        {
            return await work.RecordAsync(input, HttpContext.Actor(), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return InspectionOutcome.Changed;
        }
    }

    // No code of an institution begins like this.
    private static string ValueOf(InspectionItemRow row) => "#" + row.Item.Position.ToString(CultureInfo.InvariantCulture);

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await book.OpenAsync(id, AuditKind.View, HttpContext.Actor(), cancellationToken) is not { Inspection.State: not InspectionState.Planned } detail)
        {
            return false;
        }

        Detail = detail;
        Subjects =
        [
            .. detail.Names.OrderBy(n => n.Value, StringComparer.Ordinal).Select(n => new SelectListItem(n.Value + "（机构整体）", n.Key)),
            .. detail.Items.Select(i => new SelectListItem($"第 {i.Item.Position} 条 {detail.Names[i.Item.Code]} {i.Entry?.CaseNumber}", ValueOf(i))),
        ];
        return true;
    }
}
