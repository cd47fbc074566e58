using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Queries;

/// <summary>An answer while it is kept for its asker; afterwards the facts of the lookup.</summary>
[RequestSizeLimit(FileText.MaxForm)]
public sealed class DetailsModel(AnswerService answers, EntrustmentSearch entrustments, LetterService letters) : PageModel
{
    /// <summary>Value of <see cref="Letter"/>.</summary>
    public const string NotKept = "not-kept";

    /// <summary>A file of the written request to add.</summary>
    [BindProperty]
    public IFormFile? LetterFile { get; set; }

    /// <summary><see cref="NotKept"/> after a lookup whose file could not be kept.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Letter { get; set; }

    /// <summary>What was noted of a lookup for another institution; null for any other lookup.</summary>
    public EntrustedLookUp? Entrusted { get; private set; }

    /// <summary>The files of its written request.</summary>
    public IReadOnlyList<FileFacts> Letters { get; private set; } = [];

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

    public Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken) => ShowAsync(id, cancellationToken);

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var problem = await letters.AddAsync(id.ToLowerInvariant(), await FileText.ReadAsync(LetterFile, cancellationToken), HttpContext.Actor(), cancellationToken);
        if (problem == FileProblem.None)
        {
            return Redirect($"/queries/{id.ToLowerInvariant()}");
        }

        var page = await ShowAsync(id, cancellationToken);
        return page is PageResult && problem != FileProblem.NoOwner
            ? this.Again(nameof(LetterFile), FileText.Of(problem), problem is FileProblem.SameAgain or FileProblem.TooMany ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest)
            : NotFound();
    }

    private async Task<IActionResult> ShowAsync(string id, CancellationToken cancellationToken)
    {
        Id = id.ToLowerInvariant();
        Answer = await answers.ViewAsync(Id, HttpContext.Actor(), cancellationToken);
        Lookup = Answer is null ? await answers.FindFactsAsync(Id, HttpContext.Actor(), cancellationToken) : null;
        if (await entrustments.FindOwnAsync(Id, HttpContext.Actor(), cancellationToken) is var (lookUp, files))
        {
            (Entrusted, Letters) = (lookUp, files);
        }

        return Answer is null && Lookup is null ? NotFound() : Page();
    }
}
