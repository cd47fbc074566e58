using System.Globalization;
using CivilIdentity;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Assistance;

/// <summary>The written application for assistance (Z 八(四)): case, what is known, why it does not suffice, the signed paper.</summary>
[RequestSizeLimit(FileText.MaxForm)]
public sealed class NewModel(AssistanceService assistance) : PageModel
{
    private static readonly InlineValidator<NewModel> _validator = new()
    {
        v => v.RuleFor(m => m.CaseNumber).Text("请输入公证业务受理号", 60, "受理号"),
        v => v.RuleFor(m => m.Matter).Text("请选择公证事项", NotarialMatter.MaxLength, "公证事项"),
        v => v.RuleFor(m => m.PartyName).Text("请输入本案当事人的姓名", PersonName.MaxLength, "姓名"),
        v => v.RuleFor(m => m.Name).Text("请输入被查询人的完整姓名", PersonName.MaxLength, "姓名")
            .Must(SearchFields.IsFullName).WithMessage("请输入被查询人的完整姓名，至少两个字"),
        v => v.RuleFor(m => m.Relation).Text("请输入与当事人的关系", 30, "关系"),
        v => v.RuleFor(m => m.Birth).Must(b => SearchFields.FindBirth(b) is not null).WithMessage("出生日期应为年-月-日，只知道年份的填年份，例如 1962"),
        v => v.RuleFor(m => m.SpouseName).OptionalText(PersonName.MaxLength, "配偶姓名"),
        v => v.RuleFor(m => m.PlaceKnown).OptionalText(AssistanceFacts.ShortMaxLength, "登记地"),
        v => v.RuleFor(m => m.FromYear).Must(SearchFields.IsYear).WithMessage("年份应为四位数字，例如 1985"),
        v => v.RuleFor(m => m.ToYear).Must(SearchFields.IsYear).WithMessage("年份应为四位数字，例如 1990"),
        v => v.RuleFor(m => m.Reason).LongText("请说明为什么不具备查询条件", AssistanceFacts.ReasonMaxLength, "理由"),
    };

    [BindProperty]
    public string? CaseNumber { get; set; }

    [BindProperty]
    public string? Matter { get; set; }

    [BindProperty]
    public string? PartyName { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Relation { get; set; }

    [BindProperty]
    public string? Birth { get; set; }

    [BindProperty]
    public string? SpouseName { get; set; }

    [BindProperty]
    public string? PlaceKnown { get; set; }

    [BindProperty]
    public string? FromYear { get; set; }

    [BindProperty]
    public string? ToYear { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public IFormFile? LetterFile { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        this.IsValid(_validator);
        var file = await FileText.ReadAsync(LetterFile, cancellationToken);
        if (FileContent.Inspect(file, out _) is not FileProblem.None and var problem)
        {
            ModelState.AddModelError(nameof(LetterFile), FileText.Of(problem));
        }

        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        switch (await assistance.FileAsync(new FileAssistance(CaseNumber!, Matter!, MakeFacts(), file), HttpContext.Actor(), cancellationToken))
        {
            case FileAssistanceOutcome.Filed filed:
                return Redirect($"/assistance/{filed.Id}");
            case FileAssistanceOutcome.Refused refused:
                var (field, text) = Queries.RefusalText.Of(new LookUpOutcome.Refused(refused.Decision.Reason, refused.Decision.IdProblem, refused.Decision.Closure) { AuditNumber = "", Ban = refused.Decision.Ban });
                return refused.Decision.Reason == RefusalReason.PersonNotParty
                    ? this.Again(nameof(PartyName), "该案没有这个姓名的当事人，请核对。", StatusCodes.Status403Forbidden)
                    : this.Again(field, text, StatusCodes.Status403Forbidden);
            default:
                return this.Again(nameof(LetterFile), FileText.Of(FileProblem.Damaged));
        }
    }

    private AssistanceFacts MakeFacts() => new()
    {
        PartyName = PartyName!.Trim(),
        Name = Name!.Trim(),
        Relation = Relation!.Trim(),
        Birth = SearchFields.FindBirth(Birth)!,
        SpouseName = SpouseName?.Trim() ?? "",
        PlaceKnown = PlaceKnown?.Trim() ?? "",
        FromYear = SearchFields.FindYear(FromYear),
        ToYear = SearchFields.FindYear(ToYear),
        Reason = Reason!.Trim(),
    };
}

/// <summary>Fields of what is known of a person, as an application and a search read them.</summary>
internal static class SearchFields
{
    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    /// <summary>At least two characters: one alone is no name that could be searched for.</summary>
    public static bool IsFullName(string? name) => PersonName.TryParse(name, out var parsed, out _) && parsed.Key.EnumerateRunes().Count() >= 2;

    /// <summary>A day as yyyy-MM-dd, a year as yyyy, nothing as the empty text; null for anything else.</summary>
    public static string? FindBirth(string? text) => text?.Trim() switch
    {
        null or "" => "",
        var day when DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read.Year is >= FirstYear and <= LastYear => day,
        var year when FindYear(year) is not null => year,
        _ => null,
    };

    /// <summary>True for a year, and for nothing.</summary>
    public static bool IsYear(string? text) => string.IsNullOrWhiteSpace(text) || FindYear(text) is not null;

    public static int? FindYear(string? text) =>
        text?.Trim() is { Length: 4 } year && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read is >= FirstYear and <= LastYear ? read : null;
}
