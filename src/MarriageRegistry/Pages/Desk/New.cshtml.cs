using System.Globalization;
using MarriageRegistry.Desk;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Entry;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MarriageRegistry.Pages.Desk;

/// <summary>结婚登记.</summary>
public sealed class NewModel(RegistrationDesk desk, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string? SubmissionKey { get; set; }

    [BindProperty]
    public string? ManName { get; set; }

    [BindProperty]
    public string? ManIdNumber { get; set; }

    [BindProperty]
    public string? WomanName { get; set; }

    [BindProperty]
    public string? WomanIdNumber { get; set; }

    [BindProperty]
    public string? RegisteredOn { get; set; }

    [BindProperty]
    public string? Remark { get; set; }

    public void OnGet()
    {
        SubmissionKey = Forms.NewKey();
        RegisteredOn = ChinaTime.Today(clock).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var form = new EnterMarriage
        {
            SubmissionKey = Forms.Key(SubmissionKey),
            ManName = ManName,
            ManIdNumber = ManIdNumber,
            WomanName = WomanName,
            WomanIdNumber = WomanIdNumber,
            RegisteredOn = RegisteredOn,
            Remark = Remark,
        };
        return this.Answer(await desk.SaveAsync(form, DeskActor.Of(HttpContext), cancellationToken));
    }
}
