using CivilIdentity;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>Adds an institution; lookups stay closed until they are opened.</summary>
public sealed class InstitutionNewModel(InstitutionService institutions) : PageModel
{
    public static IReadOnlyList<SelectListItem> Kinds { get; } =
        [.. new[] { InstitutionKind.NotaryOffice, InstitutionKind.Bureau }.Select(k => new SelectListItem(Display.Kind(k), k.ToString()))];

    private static readonly InlineValidator<InstitutionNewModel> _validator = new()
    {
        v => v.RuleFor(m => m.Name).Text("请输入名称", Institution.NameMaxLength, "名称"),
        v => v.RuleFor(m => m.Kind).Must(k => Kinds.Any(i => i.Value == k)).WithMessage("请选择类别"),
        v => v.RuleFor(m => m.Code).Must(c => AccountName.TryParse(c, out _)).WithMessage("机构代码应为 3 至 32 位小写字母、数字、短横，字母开头")

            // The address of this very page.
            .Must(c => c?.Trim().ToLowerInvariant() != "new").WithMessage("这个机构代码不能使用，请另取"),
        v => v.RuleFor(m => m.Region).Must(r => RegionCode.TryParse(r, out _)).WithMessage("区划代码应为 2、4 或 6 位数字"),
    };

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Region { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!this.IsValid(_validator) || !AccountName.TryParse(Code, out var code) || !RegionCode.TryParse(Region, out var region))
        {
            return this.Again();
        }

        var input = new AddInstitution(code, Name!.Trim(), Enum.Parse<InstitutionKind>(Kind!), region);
        return await institutions.AddAsync(input, HttpContext.Actor(), cancellationToken) is null
            ? this.Again(nameof(Code), "这个机构代码已被使用", StatusCodes.Status409Conflict)
            : Redirect("/administration/institutions");
    }
}
