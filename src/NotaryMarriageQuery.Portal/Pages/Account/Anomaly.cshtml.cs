using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Anomalies;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Account;

/// <summary>Tells the province that something is odd about the account (报告异常); below it what the person reported before.</summary>
public sealed class AnomalyModel(PortalDbContext db, AnomalyService anomalies) : PageModel
{
    private const int OwnShown = 20;

    public static IReadOnlyList<SelectListItem> Kinds { get; } =
        [.. Enum.GetValues<AnomalyKind>().Select(k => new SelectListItem(AnomalyText.Of(k), k.ToString()))];

    private static readonly InlineValidator<AnomalyModel> _validator = new()
    {
        v => v.RuleFor(m => m.Kind).Must(k => Kinds.Any(i => i.Value == k)).WithMessage("请选择异常情况"),
        v => v.RuleFor(m => m.Text).LongText("请填写说明", AnomalyReport.TextMaxLength, "说明"),
    };

    public IReadOnlyList<AnomalyReport> Own { get; private set; } = [];

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!this.IsValid(_validator))
        {
            await LoadAsync(cancellationToken);
            return this.Again();
        }

        await anomalies.ReportAsync(Enum.Parse<AnomalyKind>(Kind!), Text!.ReplaceLineEndings("\n").Trim(), HttpContext.Actor(), cancellationToken);
        return Redirect("/account/anomaly");
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var id = HttpContext.Actor().OperatorId;
        Own = await db.Anomalies.AsNoTracking().Where(a => a.OperatorId == id).OrderByDescending(a => a.ReportedAt).Take(OwnShown).ToListAsync(cancellationToken);
    }
}
