using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>One act in the log, masked; uncovering it asks for a reason and is evidence itself.</summary>
public sealed class EntryModel(LogInspection inspection) : PageModel
{
    private const int ReasonMaxLength = 100;

    private static readonly InlineValidator<EntryModel> _validator = new()
    {
        v => v.RuleFor(m => m.Reason).Text("请填写理由", ReasonMaxLength, "理由"),
    };

    [BindProperty]
    public string? Reason { get; set; }

    public string Number { get; private set; } = "";

    public IReadOnlyList<LogRow> Rows { get; private set; } = [];

    /// <summary>Name of the institution behind the first row; its code where it is not among those that one may see.</summary>
    public string InstitutionName { get; private set; } = "";

    public bool IsUnmasked { get; private set; }

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken cancellationToken) =>
        await LoadAsync(number, id => inspection.OpenAsync(id, HttpContext.Actor(), cancellationToken)) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string number, CancellationToken cancellationToken)
    {
        if (!this.IsValid(_validator))
        {
            return await LoadAsync(number, id => inspection.OpenAsync(id, HttpContext.Actor(), cancellationToken)) ? this.Again() : NotFound();
        }

        IsUnmasked = true;
        return await LoadAsync(number, id => inspection.UnmaskAsync(id, Reason!.Trim(), HttpContext.Actor(), cancellationToken)) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(string number, Func<long, Task<IReadOnlyList<LogRow>?>> read)
    {
        if (!AuditNumber.TryParse(number, out var id) || await read(id) is not { } rows)
        {
            return false;
        }

        (Number, Rows) = (AuditNumber.Format(id), rows);
        var code = rows[0].Entry.Organisation;
        var institutions = await inspection.InstitutionsAsync(HttpContext.Actor(), HttpContext.RequestAborted);
        InstitutionName = institutions.FirstOrDefault(i => i.Code == code)?.Name ?? code;
        return true;
    }
}
