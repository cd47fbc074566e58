using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Reports;

/// <content>Asks to register or remove a workstation (固定计算机).</content>
public sealed partial class InstitutionModel
{
    private const string Register = "register";

    private static readonly InlineValidator<InstitutionModel> _workstation = new()
    {
        v => v.RuleFor(m => m.Workstation).Must((m, c) => m.WorkstationChanges.Any(i => i.Value == c)).WithMessage("请选择登记，或选择要移除的固定计算机"),
        v => v.RuleFor(m => m.Network).Must(n => ReportFields.TryReadNetwork(n, out _)).When(m => m.Workstation == Register)
            .WithMessage("请输入地址或网段，例如 10.33.1.21 或 10.33.1.0/28；网段不能大于 /16（IPv6 为 /48）"),
        v => v.RuleFor(m => m.Label).Text("请输入位置", Core.Institutions.Workstation.LabelMaxLength, "位置").When(m => m.Workstation == Register),
        v => v.RuleFor(m => m.WorkstationReason).Text("请填写理由", ReportRequest.ReasonMaxLength, "理由"),
    };

    /// <summary><c>register</c>, or the network of the one to remove.</summary>
    [BindProperty]
    public string? Workstation { get; set; }

    [BindProperty]
    public string? Network { get; set; }

    [BindProperty]
    public string? Label { get; set; }

    [BindProperty]
    public string? WorkstationReason { get; set; }

    /// <summary>What can be asked for: one more, or the end of each.</summary>
    public IReadOnlyList<SelectListItem> WorkstationChanges =>
        [new("登记固定计算机", Register), .. Report.Workstations.Select(w => new SelectListItem($"移除 {ReportFields.Address(w.Network)} {w.Label}", w.Network))];

    public async Task<IActionResult> OnPostWorkstationAsync(string office, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(office, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (!this.IsValid(_workstation))
        {
            return this.Again();
        }

        var (institution, actor, reason) = (Report.Institution, HttpContext.Actor(), WorkstationReason!.Trim());
        return Answer(nameof(Workstation), Workstation == Register && ReportFields.TryReadNetwork(Network, out var network)
            ? await filing.RegisterWorkstationAsync(institution, new WorkstationLine(network.Value, Label!.Trim()), reason, actor, cancellationToken)
            : await filing.RemoveWorkstationAsync(institution, Workstation!, reason, actor, cancellationToken));
    }
}
