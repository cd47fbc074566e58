using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>To which institutions lookups are open (B6), and the switch for each.</summary>
public sealed class OpeningsModel(PortalDbContext db, InstitutionService institutions) : PageModel
{
    public static IReadOnlyList<SelectListItem> States { get; } = [new("开放", "open"), new("关闭", "closed")];

    private static readonly InlineValidator<OpeningsModel> _validator = new()
    {
        v => v.RuleFor(m => m.Code).Must((m, c) => m.Institutions.Any(s => s.Value == c)).WithMessage("请选择公证机构"),
        v => v.RuleFor(m => m.State).Must(s => States.Any(i => i.Value == s)).WithMessage("请选择开放或关闭"),
        v => v.RuleFor(m => m.Reason).Text("请填写理由", 100, "理由"),
    };

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? State { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public IReadOnlyList<SelectListItem> Institutions => [.. Rows.Select(r => new SelectListItem(r.Name, r.Code))];

    public IReadOnlyList<Institution> Rows { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        var institution = Rows.First(r => r.Code == Code);
        await institutions.SetOpenAsync(institution.Id, State == "open", Reason!.Trim(), HttpContext.Actor(), cancellationToken);
        return Redirect("/administration/openings");
    }

    private async Task LoadAsync(CancellationToken cancellationToken) => Rows = await db.Institutions.AsNoTracking()
        .Where(i => i.Kind == InstitutionKind.NotaryOffice)
        .OrderBy(i => i.RegionCode).ThenBy(i => i.Name)
        .ToListAsync(cancellationToken);
}
