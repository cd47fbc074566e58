using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>Compares the registry's list of answered requests with the evidence: the only check that sees a lookup around the portal.</summary>
[RequestSizeLimit(Reconciliation.MaxListLength)]
public sealed class ReconcileModel(Reconciliation reconciliation, AuditLog audit, TimeProvider clock) : PageModel
{
    private static readonly TimeSpan _china = TimeSpan.FromHours(8);

    private static readonly InlineValidator<ReconcileModel> _validator = new()
    {
        v => v.RuleFor(m => m.List).NotNull().WithMessage("请选择民政平台的应答清单文件"),
        v => v.RuleFor(m => m.From).NotNull().WithMessage("请填写开始日期"),
        v => v.RuleFor(m => m.To).NotNull().WithMessage("请填写结束日期"),
        v => v.RuleFor(m => m.To).Must((m, to) => to >= m.From && to < DateOnly.MaxValue).When(m => m is { From: not null, To: not null }).WithMessage("结束日期不能早于开始日期"),
    };

    [BindProperty]
    public IFormFile? List { get; set; }

    [BindProperty]
    public DateOnly? From { get; set; }

    [BindProperty]
    public DateOnly? To { get; set; }

    public ReconciliationResult? Result { get; private set; }

    public void OnGet() => From = To = Core.ChinaDay.Today(clock);

    public async Task<IActionResult> OnPostAsync()
    {
        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        IReadOnlyList<RegistryLine> theirs;
        try
        {
            await using var stream = List!.OpenReadStream();
            theirs = Reconciliation.ReadList(stream);
        }
        catch (FormatException e)
        {
            return this.Again("List", e.Message);
        }

        Result = reconciliation.Compare(theirs, Start(From!.Value), Start(To!.Value.AddDays(1)));
        var reconciled = new LogReconciled { Both = Result.Both.Count, OnlyOurs = Result.OnlyOurs.Count, OnlyTheirs = Result.OnlyTheirs.Count };
        await audit.RecordAsync(AuditKind.Search, reconciled, HttpContext.Actor());
        return Page();
    }

    private static DateTime Start(DateOnly day) => DateTime.SpecifyKind(day.ToDateTime(TimeOnly.MinValue) - _china, DateTimeKind.Utc);
}
