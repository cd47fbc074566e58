using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Reports;

/// <content>Asks to change the form of 附件4.</content>
public sealed partial class InstitutionModel
{
    private static readonly InlineValidator<InstitutionModel> _form = new()
    {
        v => v.RuleFor(m => m.FormReason).Text("请填写变更理由", ReportRequest.ReasonMaxLength, "变更理由"),
    };

    [BindProperty]
    public string? HeadName { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public string? FormReason { get; set; }

    public async Task<IActionResult> OnPostFormAsync(string office, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(office, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var isValid = this.IsValid(_form);
        var line = ReportFields.ReadInfrastructure(HeadName, Phone, Address, _problems);
        return line is null || !isValid
            ? AgainWithProblems()
            : Answer(nameof(HeadName), await filing.ChangeFormAsync(Report.Institution, line, FormReason!.Trim(), HttpContext.Actor(), cancellationToken));
    }
}
