using CivilIdentity;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>A statement for a citizen who asks who looked at their data, to print, with proofs of its rows. Request and proofs are evidence.</summary>
public sealed class StatementModel(StatementService statements, LogInspection inspection, RowProofs proofs, AuditLog audit, TimeProvider clock) : PageModel
{
    private const int ApplicationMaxLength = 60;

    private static readonly InlineValidator<StatementModel> _validator = new()
    {
        v => v.RuleFor(m => m.Name).Text("请填写申请人姓名", 50, "申请人姓名"),
        v => v.RuleFor(m => m.Application).Text("请填写书面申请的编号或日期", ApplicationMaxLength, "书面申请"),
    };

    private Dictionary<string, string> _names = [];

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? IdNumber { get; set; }

    [BindProperty]
    public string? Application { get; set; }

    /// <summary>The number as it was read; shown on the statement.</summary>
    public ResidentId? Subject { get; private set; }

    public CitizenStatement? Statement { get; private set; }

    public string InstitutionName(string code) => _names.GetValueOrDefault(code, code);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var isValid = this.IsValid(_validator);
        if (!ResidentId.TryParse(IdNumber, Core.ChinaDay.Today(clock), out var id, out var problem))
        {
            ModelState.AddModelError(nameof(IdNumber), Queries.RefusalText.OfNumber(problem));
        }

        if (!isValid || id is null)
        {
            return this.Again();
        }

        var actor = HttpContext.Actor();
        _names = (await inspection.InstitutionsAsync(actor, cancellationToken)).ToDictionary(i => i.Code, i => i.Name, StringComparer.Ordinal);
        Subject = id;
        Statement = await statements.MakeAsync(Name!.Trim(), id.Value, Application!.Trim(), actor, cancellationToken);
        return Page();
    }

    /// <summary>The proof of one row of a statement, without the key of its detail.</summary>
    public async Task<IActionResult> OnPostProofAsync(string? number)
    {
        ModelState.Clear();
        if (!AuditNumber.TryParse(number, out var id) || proofs.Prove(id, disclose: false) is not { } proof)
        {
            return this.Again("", "这一条还没有封存，请几秒钟后再试", StatusCodes.Status404NotFound);
        }

        await audit.RecordAsync(AuditKind.Search, new RowsProved { Entries = [AuditNumber.Format(id)], Disclosed = false }, HttpContext.Actor());
        return File(System.Text.Encoding.UTF8.GetBytes(proof.Format()), "text/plain; charset=utf-8", AuditNumber.Format(id) + ".tlog-proof");
    }
}
