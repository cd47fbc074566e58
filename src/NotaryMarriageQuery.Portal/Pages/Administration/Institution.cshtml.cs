using System.Globalization;
using CivilIdentity;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>One institution: name, head (负责人), region. Whoever comes second reads both versions.</summary>
public sealed class InstitutionModel(PortalDbContext db, InstitutionService institutions) : PageModel
{
    private static readonly InlineValidator<InstitutionModel> _validator = new()
    {
        v => v.RuleFor(m => m.InstitutionName).Text("请输入名称", Institution.NameMaxLength, "名称"),
        v => v.RuleFor(m => m.Head).OptionalText(Institution.HeadMaxLength, "负责人"),
        v => v.RuleFor(m => m.Region).Must(r => RegionCode.TryParse(r, out _)).WithMessage("区划代码应为 2、4 或 6 位数字"),
        v => v.RuleFor(m => m.Reason).Text("请填写理由", 100, "理由"),
    };

    /// <summary>As it stands in the database now.</summary>
    public Institution Stored { get; private set; } = null!;

    [BindProperty]
    public string? InstitutionName { get; set; }

    [BindProperty]
    public string? Head { get; set; }

    [BindProperty]
    public string? Region { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The revision that was read when the page was opened.</summary>
    [BindProperty]
    public string? Revision { get; set; }

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(name, cancellationToken))
        {
            return NotFound();
        }

        (InstitutionName, Head, Region) = (Stored.Name, Stored.Head, Stored.RegionCode);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string name, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(name, cancellationToken))
        {
            return NotFound();
        }

        // A form of which somebody took the revision away changes nothing either.
        if (!int.TryParse(Revision, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) || revision != Stored.Revision)
        {
            return Conflict();
        }

        if (!this.IsValid(_validator) || !RegionCode.TryParse(Region, out var region))
        {
            return this.Again();
        }

        try
        {
            var input = new ChangeInstitution(Stored.Id, revision, InstitutionName!.Trim(), region, Head?.Trim() ?? "");
            await institutions.ChangeAsync(input, Reason!.Trim(), HttpContext.Actor(), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            await LoadAsync(name, cancellationToken);
            return Conflict();
        }

        return Redirect("/administration/institutions");
    }

    private PageResult Conflict()
    {
        ModelState.Clear();
        return this.Again("", "您打开本页后，他人修改了这家机构。右侧是现在登记的内容，左侧是您填写的，请核对后再保存", StatusCodes.Status409Conflict);
    }

    private async Task<bool> LoadAsync(string name, CancellationToken cancellationToken)
    {
        var stored = await db.Institutions.AsNoTracking().SingleOrDefaultAsync(i => i.Code == name, cancellationToken);
        Stored = stored!;
        return stored is not null;
    }
}
