using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Inspections;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Inspections;

/// <summary>One finding about the own institution, and the answer to it.</summary>
[RequestSizeLimit(FileText.MaxForm)]
public sealed class FindingModel(FindingBook book, InspectionWork work) : PageModel
{
    private static readonly InlineValidator<FindingModel> _validator = new()
    {
        v => v.RuleFor(m => m.Text).LongText("请填写答复", InspectionFinding.TextMaxLength, "答复"),
    };

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public IFormFile? AnswerFile { get; set; }

    public FindingRow Row { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid finding, CancellationToken cancellationToken) => await LoadAsync(finding, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid finding, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(finding, cancellationToken))
        {
            return NotFound();
        }

        this.IsValid(_validator);
        var file = await FileText.ReadAsync(AnswerFile, cancellationToken);
        if (AnswerFile is not null && FileContent.Inspect(file, out _) is not FileProblem.None and var problem)
        {
            ModelState.AddModelError(nameof(AnswerFile), FileText.Of(problem));
        }

        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        if (await SaveAsync(finding, file, cancellationToken) == InspectionOutcome.Done)
        {
            return Redirect($"/inspections/{finding}");
        }

        await LoadAsync(finding, cancellationToken);
        return this.Again("", "这个问题已有答复，或检查已办结，您的答复没有提交", StatusCodes.Status409Conflict);
    }

    private async Task<InspectionOutcome> SaveAsync(Guid finding, byte[] file, CancellationToken cancellationToken)
    {
        try
        {
            return await work.AnswerAsync(finding, Text!.Trim(), file, HttpContext.Actor(), cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody else was first, or sent the same file at the same moment.
            return InspectionOutcome.Changed;
        }
    }

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
