using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Inspections;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>One inspected lookup, masked, with the questions of the checklist.</summary>
public sealed class InspectionItemModel(InspectionBook book, InspectionWork work) : PageModel
{
    public static IReadOnlyList<SelectListItem> Answers { get; } = [.. Enum.GetValues<CheckAnswer>().Select(a => new SelectListItem(InspectionText.Of(a), a.ToString()))];

    private static readonly InlineValidator<InspectionItemModel> _validator = new()
    {
        v => v.RuleFor(m => m.Consent).Must(a => Find(a) is not null).WithMessage("请选择同意或授权是否存卷"),
        v => v.RuleFor(m => m.Genuine).Must(a => Find(a) is not null).WithMessage("请选择公证业务是否真实"),
        v => v.RuleFor(m => m.Party).Must(a => Find(a) is not null).WithMessage("请选择被查询人是否当事人"),
        v => v.RuleFor(m => m.Letter).Must(a => Find(a) is not null).WithMessage("请选择书面请求是否齐全"),
        v => v.RuleFor(m => m.Remark).OptionalLongText(InspectionItem.RemarkMaxLength, "备注"),
    };

    [BindProperty]
    public string? Version { get; set; }

    [BindProperty]
    public string? Consent { get; set; }

    [BindProperty]
    public string? Genuine { get; set; }

    [BindProperty]
    public string? Party { get; set; }

    [BindProperty]
    public string? Letter { get; set; }

    [BindProperty]
    public string? Remark { get; set; }

    public InspectedLookUp Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid inspection, int item, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(inspection, item, cancellationToken))
        {
            return NotFound();
        }

        var stored = Shown.Item;
        (Consent, Genuine, Party, Letter) = (stored.Consent?.ToString(), stored.Genuine?.ToString(), stored.Party?.ToString(), stored.Letter?.ToString());
        (Remark, Version) = (Shown.Remark, stored.Version.ToString(CultureInfo.InvariantCulture));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid inspection, int item, CancellationToken cancellationToken)
    {
        if (!this.IsValid(_validator))
        {
            return await LoadAsync(inspection, item, cancellationToken) ? this.Again() : NotFound();
        }

        var outcome = await SaveAsync(inspection, item, cancellationToken);
        if (outcome == InspectionOutcome.Done)
        {
            return Redirect($"/supervision/inspections/{inspection}");
        }

        if (outcome == InspectionOutcome.NotFound || !await LoadAsync(inspection, item, cancellationToken))
        {
            return NotFound();
        }

        // What was typed stays; the version is the newest, so that saving again is a decision over what the other one wrote.
        var stored = Shown.Item;
        Version = stored.Version.ToString(CultureInfo.InvariantCulture);
        return this.Again(
            "",
            $"{stored.CheckedByName}刚检查过这条查询（{InspectionText.Of(stored.Consent)}、{InspectionText.Of(stored.Genuine)}、{InspectionText.Of(stored.Party)}、{InspectionText.Of(stored.Letter)}），或检查已办结；核对后可再次保存",
            StatusCodes.Status409Conflict);
    }

    private static CheckAnswer? Find(string? text) => Enum.GetValues<CheckAnswer>().Where(a => a.ToString() == text).Select(a => (CheckAnswer?)a).FirstOrDefault();

    private async Task<InspectionOutcome> SaveAsync(Guid inspection, int item, CancellationToken cancellationToken)
    {
        var input = new CheckLookUp
        {
            Inspection = inspection,
            Position = item,
            Version = int.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1,
            Consent = Find(Consent)!.Value,
            Genuine = Find(Genuine)!.Value,
            Party = Find(Party)!.Value,
            Letter = Find(Letter)!.Value,
            Remark = Remark?.Trim() ?? "",
        };
        try
        {
            return await work.CheckAsync(input, HttpContext.Actor(), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return InspectionOutcome.Changed;
        }
    }

    private async Task<bool> LoadAsync(Guid inspection, int item, CancellationToken cancellationToken)
    {
        if (await book.OpenItemAsync(inspection, item, HttpContext.Actor(), cancellationToken) is not { } shown)
        {
            return false;
        }

        Shown = shown;
        return true;
    }
}
