using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>Workstations of all institutions, or of one (Z 五(三)): register, remove.</summary>
public sealed class WorkstationsModel(PortalDbContext db, InstitutionService institutions) : PageModel
{
    private static readonly InlineValidator<WorkstationsModel> _validator = new()
    {
        v => v.RuleFor(m => m.Code).Must((m, c) => m.Institutions.Any(s => s.Value == c)).WithMessage("请选择机构"),
        v => v.RuleFor(m => m.Network).Must(n => WorkstationNetwork.TryParse(n, out _))
            .WithMessage("请输入地址或网段，例如 10.33.1.21 或 10.33.1.0/28；网段不能大于 /16（IPv6 为 /48）"),
        v => v.RuleFor(m => m.Label).Text("请输入位置", Workstation.LabelMaxLength, "位置"),
    };

    /// <summary>Code of the institution whose workstations are shown; empty for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Institution { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Network { get; set; }

    [BindProperty]
    public string? Label { get; set; }

    [BindProperty]
    public string? Id { get; set; }

    public IReadOnlyList<SelectListItem> Institutions { get; private set; } = [];

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!this.IsValid(_validator) || !WorkstationNetwork.TryParse(Network, out var network))
        {
            return this.Again();
        }

        var institution = await db.Institutions.SingleAsync(i => i.Code == Code, cancellationToken);
        return await institutions.RegisterWorkstationAsync(institution.Id, network, Label!.Trim(), HttpContext.Actor(), cancellationToken)
            ? Redirect($"/administration/workstations?Institution={institution.Code}")
            : this.Again(nameof(Network), "该机构已登记这个地址或网段", StatusCodes.Status409Conflict);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken) =>
        Guid.TryParse(Id, out var id) && await institutions.RemoveWorkstationAsync(id, HttpContext.Actor(), cancellationToken)
            ? Redirect("/administration/workstations")
            : NotFound();

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Institutions = await db.Institutions.OrderBy(i => i.RegionCode).ThenBy(i => i.Name).Select(i => new SelectListItem(i.Name, i.Code)).ToListAsync(cancellationToken);
        Rows = await db.Workstations
            .Join(db.Institutions, w => w.InstitutionId, i => i.Id, (w, i) => new { w, i })
            .Where(x => string.IsNullOrEmpty(Institution) || x.i.Code == Institution)
            .OrderBy(x => x.i.RegionCode).ThenBy(x => x.i.Name).ThenBy(x => x.w.Network)
            .Select(x => new Row(x.w.Id, x.i.Name, x.w.Network, x.w.Label))
            .ToListAsync(cancellationToken);
    }

    /// <summary>A workstation in the list.</summary>
    public sealed record Row(Guid Id, string Institution, string Network, string Label);
}
