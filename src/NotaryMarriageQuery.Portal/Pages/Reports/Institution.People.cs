using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Reports;

/// <content>Asks to enrol, retire or correct a person of 附件2.</content>
public sealed partial class InstitutionModel
{
    public static IReadOnlyList<SelectListItem> Sexes { get; } = [new("男", "男"), new("女", "女")];

    private static readonly InlineValidator<InstitutionModel> _person = new()
    {
        v => v.RuleFor(m => m.Change).Must((m, c) => m.Changes.Any(i => i.Value == c)).WithMessage("请选择事项"),
        v => v.RuleFor(m => m.Reason).Text("请填写理由", ReportRequest.ReasonMaxLength, "理由"),
    };

    [BindProperty]
    public string? Change { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Sex { get; set; }

    [BindProperty]
    public string? Post { get; set; }

    [BindProperty]
    public string? Mobile { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>What can be asked for: one more, or something about each.</summary>
    public IReadOnlyList<SelectListItem> Changes =>
    [
        new("增加人员", "enrol"),
        .. Report.People.SelectMany(p => new SelectListItem[] { new($"停用 {p.Line.Name}", $"retire:{p.OperatorId}"), new($"更正 {p.Line.Name}", $"amend:{p.OperatorId}") }),
    ];

    public async Task<IActionResult> OnPostAsync(string office, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(office, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (!this.IsValid(_person))
        {
            return this.Again();
        }

        var person = Change == "enrol" ? null : Report.People.First(p => Change!.EndsWith(p.OperatorId.ToString(), StringComparison.Ordinal));
        var isRetirement = Change!.StartsWith("retire", StringComparison.Ordinal);
        var line = isRetirement ? person!.Line : ReportFields.ReadCustodian(person?.Line.Name ?? Name, Sex, Post, Mobile, _problems);
        if (line is null)
        {
            return AgainWithProblems();
        }

        var (institution, actor, reason) = (Report.Institution, HttpContext.Actor(), Reason!.Trim());
        return Answer(nameof(Change), person is null
            ? await filing.EnrolAsync(institution, line, reason, actor, cancellationToken)
            : isRetirement
                ? await filing.RetireAsync(institution, person.OperatorId, reason, actor, cancellationToken)
                : await filing.AmendAsync(institution, person.OperatorId, line, reason, actor, cancellationToken));
    }
}
