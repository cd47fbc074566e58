using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>The keys of each year, and their erasure after retention: one person proposes, another carries it out.</summary>
public sealed class KeysModel(KeyErasureService erasures) : PageModel
{
    private static readonly InlineValidator<KeysModel> _validator = new()
    {
        v => v.RuleFor(m => m.Period).NotNull().WithMessage("请选择年度"),
        v => v.RuleFor(m => m.Reason).Text("请填写理由", 100, "理由"),
    };

    [BindProperty]
    public int? Period { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public IReadOnlyList<(int Period, bool MayErase)> Periods => erasures.Periods;

    public IReadOnlyList<KeyErasure> Proposals { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Proposals = await erasures.OpenAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Proposals = await erasures.OpenAsync(cancellationToken);
        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        return await erasures.ProposeAsync(Period!.Value, Reason!.Trim(), HttpContext.Actor(), cancellationToken)
            ? Redirect("/supervision/integrity/keys")
            : this.Again("Period", "该年度的保存期限未满，或已有待确认的申请。", StatusCodes.Status409Conflict);
    }

    public Task<IActionResult> OnPostEraseAsync(Guid id, CancellationToken cancellationToken) => DecideAsync(id, erase: true, cancellationToken);

    public Task<IActionResult> OnPostDropAsync(Guid id, CancellationToken cancellationToken) => DecideAsync(id, erase: false, cancellationToken);

    private async Task<IActionResult> DecideAsync(Guid id, bool erase, CancellationToken cancellationToken)
    {
        if (await erasures.DecideAsync(id, erase, HttpContext.Actor(), cancellationToken))
        {
            return Redirect("/supervision/integrity/keys");
        }

        Proposals = await erasures.OpenAsync(cancellationToken);
        return this.Again("", "不能执行：申请已处理，或须由申请人以外的人员确认。", StatusCodes.Status409Conflict);
    }
}
