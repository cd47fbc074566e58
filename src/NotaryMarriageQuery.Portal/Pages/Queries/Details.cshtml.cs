using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Queries;

/// <summary>An answer while it is kept for its asker; afterwards the facts of the lookup.</summary>
public sealed class DetailsModel(AnswerService answers) : PageModel
{
    public string Id { get; private set; } = "";

    public ShownAnswer? Answer { get; private set; }

    public LogRow? Lookup { get; private set; }

    public string Title => Answer switch
    {
        { Records.Count: > 0 } found => $"查询到 {found.Records.Count} 条登记记录",
        not null => "未查询到登记记录",
        _ => "查询记录",
    };

    public string WhyNoAnswer => Lookup?.Status switch
    {
        AuditStatus.Found or AuditStatus.NotFound => "查询结果不再保存，或由他人查询。需要结果的，请按规定重新查询。",
        AuditStatus.Refused => "本次查询被拒绝，未向民政平台查询。",
        AuditStatus.Timeout or AuditStatus.RegistryError => "本次查询失败，未取得结果。这不表示没有登记记录。",
        _ => "本次查询的结果未能登记，不能显示。这不表示没有登记记录。",
    };

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        Id = id.ToLowerInvariant();
        Answer = await answers.ViewAsync(Id, HttpContext.Actor(), cancellationToken);
        Lookup = Answer is null ? await answers.FindFactsAsync(Id, HttpContext.Actor(), cancellationToken) : null;
        return Answer is null && Lookup is null ? NotFound() : Page();
    }
}
