using System.Globalization;
using CivilIdentity;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Cases;

/// <summary>Enters an accepted case with its parties, by hand.</summary>
public sealed class NewModel(CaseService cases, PortalDbContext db, TimeProvider clock) : PageModel
{
    private static readonly InlineValidator<NewModel> _validator = new()
    {
        v => v.RuleFor(m => m.CaseNumber).Text("请输入公证业务受理号", 60, "受理号")
            .Must(n => Core.Cases.CaseNumber.TryParse(n, out _)).WithMessage("受理号应为 4 至 40 个汉字、字母、数字、括号或短横"),
        v => v.RuleFor(m => m.Matter).Must(m => NotarialMatter.All.Contains(m)).WithMessage("请选择公证事项"),
        v => v.RuleFor(m => m.AcceptedOn).Must(d => FindDay(d) is not null).WithMessage("请输入受理日期，例如 2026-01-05")
            .Must((m, d) => FindDay(d) is not { } day || day <= m.Today).WithMessage("受理日期晚于今天，请核对"),
    };

    [BindProperty]
    public string? CaseNumber { get; set; }

    [BindProperty]
    public string? Matter { get; set; }

    [BindProperty]
    public string? AcceptedOn { get; set; }

    [BindProperty]
    public string?[]? Names { get; set; }

    [BindProperty]
    public string?[]? IdNumbers { get; set; }

    private DateOnly Today => Core.ChinaDay.Today(clock);

    public string? NameAt(int index) => Names?.ElementAtOrDefault(index);

    public string? IdNumberAt(int index) => IdNumbers?.ElementAtOrDefault(index);

    /// <summary>The province lets this institution enter cases by hand.</summary>
    public bool IsAllowed { get; private set; } = true;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        AcceptedOn = Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var mine = HttpContext.Actor().InstitutionId;
        return await db.Openings.AnyAsync(o => o.InstitutionId == mine && o.AllowsManualCases, cancellationToken) ? Page() : NotAllowed();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        this.IsValid(_validator);
        var parties = ReadParties();
        if (!ModelState.IsValid || !Core.Cases.CaseNumber.TryParse(CaseNumber, out var number))
        {
            return this.Again();
        }

        var input = new EnterCase(number, Matter!, FindDay(AcceptedOn)!.Value, parties);
        return await cases.EnterAsync(input, HttpContext.Actor(), cancellationToken) switch
        {
            EnterCaseOutcome.Entered => Redirect("/cases"),
            EnterCaseOutcome.NumberTaken => this.Again(nameof(CaseNumber), "本机构已有这个受理号的案件", StatusCodes.Status409Conflict),
            _ => NotAllowed(),
        };
    }

    private PageResult NotAllowed()
    {
        IsAllowed = false;
        ModelState.Clear();
        return this.Again(StatusCodes.Status403Forbidden);
    }

    private static DateOnly? FindDay(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private List<EnterParty> ReadParties()
    {
        var parties = new List<EnterParty>();
        for (var i = 0; i < EnterCase.MostParties; i++)
        {
            var isEmpty = string.IsNullOrWhiteSpace(NameAt(i)) && string.IsNullOrWhiteSpace(IdNumberAt(i));
            if (isEmpty && i > 0)
            {
                continue;
            }

            if (!PersonName.TryParse(NameAt(i), out var name, out _))
            {
                ModelState.AddModelError($"Names[{i}]", $"请输入当事人 {i + 1} 的姓名，不超过 {PersonName.MaxLength} 个字");
            }

            if (!ResidentId.TryParse(IdNumberAt(i), Today, out var id, out var problem))
            {
                ModelState.AddModelError($"IdNumbers[{i}]", $"当事人 {i + 1}：{Queries.RefusalText.OfNumber(problem)}");
            }
            else if (parties.Exists(p => p.Id == id))
            {
                ModelState.AddModelError($"IdNumbers[{i}]", $"当事人 {i + 1} 的公民身份号码与前面的重复");
            }
            else if (name is not null)
            {
                parties.Add(new EnterParty(name, id));
            }
        }

        return parties;
    }
}
