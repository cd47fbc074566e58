using CivilIdentity;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;
using NotaryMarriageQuery.Portal.Pages.Assistance;
using NotaryMarriageQuery.Portal.Pages.Queries;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>The province works on one application: take, search, answer, confirm, send back, return.</summary>
public sealed class AssistanceOneModel(AssistanceBook book, AssistanceDesk desk, AssistanceSearch searcher, FileKeeper files, ApprovalService approvals) : PageModel
{
    private static readonly InlineValidator<AssistanceOneModel> _search = new()
    {
        v => v.RuleFor(m => m.Birth).Must(b => SearchFields.FindBirth(b) is not null).WithMessage("出生日期应为年-月-日，只知道年份的填年份，例如 1962"),
        v => v.RuleFor(m => m.SpouseName).Must(n => string.IsNullOrWhiteSpace(n) || PersonName.TryParse(n, out _, out _)).WithMessage("配偶姓名有误，请核对"),
        v => v.RuleFor(m => m.RegionCode).Must(r => string.IsNullOrWhiteSpace(r) || CivilIdentity.RegionCode.TryParse(r, out _)).WithMessage("区划代码应为 2、4 或 6 位数字"),
        v => v.RuleFor(m => m.FromYear).Must(SearchFields.IsYear).WithMessage("年份应为四位数字，例如 1985"),
        v => v.RuleFor(m => m.ToYear).Must(SearchFields.IsYear).WithMessage("年份应为四位数字，例如 1990")
            .Must((m, to) => !(SearchFields.FindYear(m.FromYear) > SearchFields.FindYear(to))).WithMessage("年份的起止颠倒，请核对"),
    };

    private static readonly InlineValidator<AssistanceOneModel> _remark = new()
    {
        v => v.RuleFor(m => m.Remark).LongText("请填写理由", 200, "理由"),
    };

    [BindProperty]
    public long? Version { get; set; }

    [BindProperty]
    public string? Birth { get; set; }

    [BindProperty]
    public string? SpouseName { get; set; }

    [BindProperty]
    public string? RegionCode { get; set; }

    [BindProperty]
    public string? FromYear { get; set; }

    [BindProperty]
    public string? ToYear { get; set; }

    /// <summary>Places of the chosen records in what was found.</summary>
    [BindProperty]
    public int[]? Chosen { get; set; }

    /// <summary>The officer says that none of what was found is the person.</summary>
    [BindProperty]
    public string? None { get; set; }

    [BindProperty]
    public string? Remark { get; set; }

    public AssistanceRow Row { get; private set; } = null!;

    public IReadOnlyList<FileFacts> Files { get; private set; } = [];

    /// <summary>What the last search found, for the officer in charge.</summary>
    public ShownAnswer? Found { get; private set; }

    /// <summary>The answer that waits for confirmation.</summary>
    public ShownAnswer? Unconfirmed { get; private set; }

    /// <summary>Whether somebody else has to confirm what this admin answers.</summary>
    public bool NeedsConfirmation { get; private set; }

    public bool IsInCharge => Row.Application.OfficerId == HttpContext.Actor().OperatorId;

    public async Task<IActionResult> OnGetAsync(Guid application, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(application, cancellationToken))
        {
            return NotFound();
        }

        var facts = Row.Facts;
        (Birth, SpouseName, FromYear, ToYear) = (facts.Birth, facts.SpouseName, $"{facts.FromYear}", $"{facts.ToYear}");
        return Page();
    }

    public Task<IActionResult> OnPostTakeAsync(Guid application, CancellationToken cancellationToken) =>
        StepAsync(application, (id, version) => desk.TakeAsync(id, version, HttpContext.Actor(), cancellationToken));

    public Task<IActionResult> OnPostConfirmAsync(Guid application, CancellationToken cancellationToken) =>
        StepAsync(application, (id, version) => desk.ConfirmAsync(id, version, HttpContext.Actor(), cancellationToken));

    public Task<IActionResult> OnPostReturnAsync(Guid application, CancellationToken cancellationToken) =>
        StepAsync(application, (id, version) => desk.ReturnAsync(id, version, Remark!.Trim(), HttpContext.Actor(), cancellationToken), _remark);

    public Task<IActionResult> OnPostRejectAsync(Guid application, CancellationToken cancellationToken) =>
        StepAsync(application, (id, version) => desk.RejectAsync(id, version, Remark!.Trim(), HttpContext.Actor(), cancellationToken), _remark);

    public async Task<IActionResult> OnPostAnswerAsync(Guid application, CancellationToken cancellationToken)
    {
        var chosen = Chosen ?? [];
        if ((chosen.Length == 0) == (None != "yes"))
        {
            ModelState.Clear();
            return await AgainAsync(application, nameof(None), "请勾选答复的登记；都不是该人的，勾选“都不是”。两者不能同时勾选。", StatusCodes.Status400BadRequest);
        }

        return await StepAsync(application, (id, version) => desk.AnswerAsync(id, version, chosen, HttpContext.Actor(), cancellationToken));
    }

    public async Task<IActionResult> OnPostSearchAsync(Guid application, CancellationToken cancellationToken)
    {
        if (!this.IsValid(_search))
        {
            return await LoadAsync(application, cancellationToken) ? this.Again() : NotFound();
        }

        switch (await searcher.SearchAsync(application, Version ?? 0, MakeSearch, HttpContext.Actor(), cancellationToken))
        {
            case AssistanceSearchOutcome.Searched:
                return Redirect($"/administration/assistance/{application}");
            case AssistanceSearchOutcome.Failed { Failure: RegistryFailure.TooBroad } failed:
                return await AgainAsync(application, "", FailureText.Of(failed.Failure), StatusCodes.Status400BadRequest);
            case AssistanceSearchOutcome.Failed failed:
                return await AgainAsync(application, "", FailureText.Of(failed.Failure), StatusCodes.Status503ServiceUnavailable);
            case AssistanceSearchOutcome.CaseClosed:
                return await AgainAsync(application, "", "该案件已办结，不能再查询。请退回申请。", StatusCodes.Status403Forbidden);
            case AssistanceSearchOutcome.NotDone notDone:
                return await RefusedAsync(application, notDone.Outcome);
            default:
                throw new InvalidOperationException("A search ended in no known way.");
        }
    }

    // The name is the application's: nobody may search for another.
    private RegistrySearch MakeSearch(AssistanceFacts facts, string caseNumber) => new(
        PersonName.TryParse(facts.Name, out var name, out _) ? name : throw new InvalidOperationException("An application holds no name."), caseNumber)
    {
        Birth = SearchFields.FindBirth(Birth)!,
        Spouse = PersonName.TryParse(SpouseName, out var spouse, out _) ? spouse : null,
        Region = CivilIdentity.RegionCode.TryParse(RegionCode, out var region) ? region : null,
        FromYear = SearchFields.FindYear(FromYear),
        ToYear = SearchFields.FindYear(ToYear),
    };

    private async Task<IActionResult> StepAsync(Guid application, Func<Guid, long, Task<AssistanceOutcome>> step, InlineValidator<AssistanceOneModel>? validator = null)
    {
        ModelState.Clear();
        if (validator is not null && !this.IsValid(validator))
        {
            return await LoadAsync(application, HttpContext.RequestAborted) ? this.Again() : NotFound();
        }

        var outcome = await step(application, Version ?? 0);
        return outcome == AssistanceOutcome.Done ? Redirect($"/administration/assistance/{application}") : await RefusedAsync(application, outcome);
    }

    private Task<IActionResult> RefusedAsync(Guid application, AssistanceOutcome outcome) => AgainAsync(
        application, "", AssistanceText.Of(outcome), outcome == AssistanceOutcome.OtherPersonNeeded ? StatusCodes.Status403Forbidden : StatusCodes.Status409Conflict);

    private async Task<IActionResult> AgainAsync(Guid application, string field, string message, int status) =>
        await LoadAsync(application, HttpContext.RequestAborted) ? this.Again(field, message, status) : NotFound();

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(id, institutionId: null, cancellationToken) is not { } row)
        {
            return false;
        }

        Row = row;
        NeedsConfirmation = await approvals.IsNeededAsync(HttpContext.Actor(), cancellationToken);
        Files = await files.ListAsync(FileOwner.Assistance(id), cancellationToken);
        Found = await book.ViewFoundAsync(row, HttpContext.Actor());
        Unconfirmed = await book.ViewUnconfirmedAsync(row, HttpContext.Actor());
        return true;
    }
}
