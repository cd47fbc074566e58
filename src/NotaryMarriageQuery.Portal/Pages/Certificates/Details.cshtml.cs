using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Certificates;

/// <summary>The outcome of a check while it is kept for its asker; afterwards the facts of the check.</summary>
public sealed class DetailsModel(CheckService checks) : PageModel
{
    public string Id { get; private set; } = "";

    public ShownCheck? Check { get; private set; }

    public LogRow? Row { get; private set; }

    public string Title => Check is { } check ? CertificateText.Title(check.Outcome) : "核验记录";

    public string WhyNoOutcome => Row switch
    {
        { IsInDoubt: true } => "本次核验的结果未能登记，不能显示。这不表示证件与登记记录一致，也不表示不一致。",
        { Status: AuditStatus.Refused } => "本次核验被拒绝，未向民政平台核验。",
        { Status: AuditStatus.Timeout or AuditStatus.RegistryError } => "本次核验失败，未取得结果。这不表示证件与登记记录一致，也不表示不一致。",
        _ => "核验的详情不再保存，或由他人核验。需要的，请重新核验。",
    };

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        Id = id.ToLowerInvariant();
        Check = await checks.ViewAsync(Id, HttpContext.Actor(), cancellationToken);
        Row = Check is null ? await checks.FindFactsAsync(Id, HttpContext.Actor(), cancellationToken) : null;
        return Check is null && Row is null ? NotFound() : Page();
    }
}
