using CivilIdentity;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>The log for inspectors (C2): filters in the address, the person by POST only, filters kept under a name.</summary>
public sealed class LogModel(LogInspection inspection, SavedFilters saved, TimeProvider clock) : PageModel
{
    private static readonly InlineValidator<LogModel> _nameValidator = new()
    {
        v => v.RuleFor(m => m.FilterName).Text("请给筛选条件起个名称", SavedFilter.NameMaxLength, "名称"),
    };

    private Dictionary<string, string> _names = [];

    [BindProperty(SupportsGet = true, Name = "")]
    public LogFilterInput Input { get; set; } = new();

    [BindProperty]
    public string? SubjectIdNumber { get; set; }

    [BindProperty]
    public string? FilterName { get; set; }

    /// <summary>The person searched for; null while the page shows the whole log.</summary>
    public string? Subject { get; private set; }

    public LogPage? Log { get; private set; }

    public IReadOnlyList<SelectListItem> Institutions { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Bureaus { get; private set; } = [];

    public IReadOnlyList<SavedFilter> Saved { get; private set; } = [];

    /// <summary>Address of the next page with the same filters.</summary>
    public string? NextUrl { get; private set; }

    public string InstitutionName(string code) => _names.GetValueOrDefault(code, code.Length == 0 ? "—" : code);

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        if (!ResidentId.TryParse(SubjectIdNumber, Core.ChinaDay.Today(clock), out var id, out var problem))
        {
            return this.Again(nameof(SubjectIdNumber), problem == ResidentIdProblem.Empty ? "请输入被查询人的公民身份号码" : Queries.RefusalText.OfNumber(problem));
        }

        Subject = id.Value;
        Log = await inspection.SearchAsync(new LogFilter { Subject = id.Value }, HttpContext.Actor(), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        if (Input.Read(ModelState) is null || !this.IsValid(_nameValidator))
        {
            return this.Again();
        }

        var query = Input.ToQuery(after: null);
        if (query.Length is 0 or > SavedFilter.QueryMaxLength)
        {
            return this.Again(nameof(FilterName), query.Length == 0 ? "请先选择筛选条件，再保存" : "筛选条件过长，不能保存");
        }

        return await saved.TrySaveAsync(FilterName!.Trim(), query, HttpContext.Actor(), cancellationToken)
            ? Redirect("/supervision/log" + query)
            : this.Again(nameof(FilterName), "保存的筛选条件已有 20 个，请先删除不用的");
    }

    public async Task<IActionResult> OnPostForgetAsync(Guid filter, CancellationToken cancellationToken)
    {
        await saved.DeleteAsync(filter, HttpContext.Actor(), cancellationToken);
        return Redirect("/supervision/log");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        if (Input.Read(ModelState) is not { } filter)
        {
            return this.Again();
        }

        Log = await inspection.SearchAsync(filter, HttpContext.Actor(), cancellationToken);
        NextUrl = Log.NextAfter is { } next ? "/supervision/log" + Input.ToQuery(next) : null;
        return Page();
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var actor = HttpContext.Actor();
        var institutions = await inspection.InstitutionsAsync(actor, cancellationToken);
        _names = institutions.ToDictionary(i => i.Code, i => i.Name, StringComparer.Ordinal);
        Institutions = [.. institutions.Select(i => new SelectListItem(i.Name, i.Code))];
        Bureaus = [.. (await inspection.BureausAsync(actor, cancellationToken)).Select(i => new SelectListItem(i.Name, i.Code))];
        Saved = await saved.ListAsync(actor, cancellationToken);
    }
}
