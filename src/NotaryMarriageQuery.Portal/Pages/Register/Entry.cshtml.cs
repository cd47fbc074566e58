using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Register;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Register;

/// <summary>One line of the register with the certificate numbers added to it; the institution's people add another.</summary>
public sealed class EntryModel(UsageRegister register, RegisterService service) : PageModel
{
    private static readonly InlineValidator<EntryModel> _validator = new()
    {
        v => v.RuleFor(m => m.CertificateNumber).Text("请填写公证书编号", RegisterNumber.NumberMaxLength, "公证书编号"),
    };

    [BindProperty]
    public string? CertificateNumber { get; set; }

    /// <summary>The number that stood there when the form was opened: of two people the second is told.</summary>
    [BindProperty]
    public string? Before { get; set; }

    public string Number { get; private set; } = "";

    public RegisterLine Line { get; private set; } = null!;

    public IReadOnlyList<RegisterNumber> Additions { get; private set; } = [];

    public Institution Office { get; private set; } = null!;

    public bool MayAdd => HttpContext.Actor().Role == AccountRole.NotaryOffice;

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken cancellationToken) => await LoadAsync(number, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string number, CancellationToken cancellationToken)
    {
        if (!MayAdd)
        {
            return Forbid();
        }

        var typed = CertificateNumber;
        if (!await LoadAsync(number, cancellationToken))
        {
            return NotFound();
        }

        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        if ((Before ?? "") != Line.CertificateNumber)
        {
            return this.Again(nameof(CertificateNumber), $"他人刚刚补录了“{Line.CertificateNumber}”，请核对后再提交", StatusCodes.Status409Conflict);
        }

        if (typed!.Trim() == Line.CertificateNumber)
        {
            return this.Again(nameof(CertificateNumber), "与现有编号相同，无需更正");
        }

        await service.AddNumberAsync(Line, typed.Trim(), HttpContext.Actor());
        return RedirectToPage(new { number });
    }

    private async Task<bool> LoadAsync(string number, CancellationToken cancellationToken)
    {
        if (!AuditNumber.TryParse(number, out var id) || await register.FindAsync(id, HttpContext.Actor(), cancellationToken) is not { } found)
        {
            return false;
        }

        (Number, Office, Line, Additions) = (AuditNumber.Format(id), found.Institution, found.Line, found.Additions);
        return true;
    }
}
