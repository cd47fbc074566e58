using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Alerts;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>One alert with its acts, and what is done about it.</summary>
public sealed class AlertModel(AlertBook book) : PageModel
{
    public static IReadOnlyList<SelectListItem> States { get; } =
        [.. new[] { AlertState.InWork, AlertState.Harmless, AlertState.Confirmed }.Select(s => new SelectListItem(AlertText.Of(s), s.ToString()))];

    private static readonly InlineValidator<AlertModel> _validator = new()
    {
        v => v.RuleFor(m => m.State).Must(s => States!.Any(x => x.Value == s)).WithMessage("请选择处理结果"),
        v => v.RuleFor(m => m.Note).LongText("请填写处理情况", 200, "处理情况"),
    };

    [BindProperty]
    public string? State { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public Alert Alert { get; private set; } = null!;

    public IReadOnlyList<LogRow> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid alert, CancellationToken cancellationToken) => await LoadAsync(alert, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid alert, CancellationToken cancellationToken)
    {
        var read = Version;
        if (!await LoadAsync(alert, cancellationToken))
        {
            return NotFound();
        }

        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        var isDone = read == Alert.Version
            && await book.TryHandleAsync(Alert, Enum.Parse<AlertState>(State!), Note!.Trim(), HttpContext.Actor(), cancellationToken);
        if (!isDone)
        {
            await LoadAsync(alert, cancellationToken);
            return this.Again("", "这件预警刚刚有变化，请核对下面的最新情况后再提交", StatusCodes.Status409Conflict);
        }

        return RedirectToPage(new { alert = alert.ToString("N") });
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await book.OpenAsync(id, HttpContext.Actor(), cancellationToken) is not { } found)
        {
            return false;
        }

        (Alert, Rows) = found;
        return true;
    }
}
