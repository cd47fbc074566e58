using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Verifications;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Verifications;

/// <summary>One verification of the institution, with what was added; more can be added, nothing changed.</summary>
public sealed class DetailsModel(VerificationBook book, VerificationService verifications) : PageModel
{
    private static readonly InlineValidator<DetailsModel> _validator = new()
    {
        v => v.RuleFor(m => m.Text).LongText("请输入补充的内容", VerificationFacts.TextMaxLength, "补充内容"),
        v => v.RuleFor(m => m.Answer).Must(a => string.IsNullOrEmpty(a) || FindAnswer(a) is not null).WithMessage("没有这种答复，请重新选择"),
    };

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    public VerificationRow Row { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid verification, CancellationToken cancellationToken) => await LoadAsync(verification, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid verification, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(verification, cancellationToken))
        {
            return NotFound();
        }

        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        await verifications.AddAsync(verification, Text!.Trim(), FindAnswer(Answer), HttpContext.Actor(), cancellationToken);
        return Redirect($"/verifications/{verification}");
    }

    private static VerificationAnswer? FindAnswer(string? text) =>
        Enum.GetValues<VerificationAnswer>().Where(a => a.ToString() == text).Select(a => (VerificationAnswer?)a).FirstOrDefault();

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await book.FindOwnAsync(id, HttpContext.Actor(), cancellationToken) is not { } row)
        {
            return false;
        }

        Row = row;
        return true;
    }
}
