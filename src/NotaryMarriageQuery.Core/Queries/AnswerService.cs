using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>Shows a kept answer to its asker, for reading or for printing; each time is evidence before anything is shown (A9).</summary>
public sealed class AnswerService(AnswerStore answers, AuditLog audit, LogReader log)
{
    /// <summary>The answer for reading; null when it is not this person's, or its time is over.</summary>
    public Task<ShownAnswer?> ViewAsync(string id, Actor actor, CancellationToken cancellationToken) =>
        ShowAsync(AuditKind.View, new AnswerViewed(), id, actor, cancellationToken);

    /// <summary>The answer for printing.</summary>
    public Task<ShownAnswer?> PrintAsync(string id, Actor actor, CancellationToken cancellationToken) =>
        ShowAsync(AuditKind.Print, new AnswerPrinted(), id, actor, cancellationToken);

    /// <summary>The facts of a lookup of the actor's institution without its answer; null when there is none.</summary>
    public async Task<LogRow?> FindFactsAsync(string id, Actor actor, CancellationToken cancellationToken) =>
        ReadId(id) is { } request ? (await log.FindLookupAsync(request, [actor.InstitutionCode], cancellationToken))?[0] : null;

    private async Task<ShownAnswer?> ShowAsync(AuditKind kind, AuditEvent shown, string id, Actor actor, CancellationToken cancellationToken)
    {
        if (ReadId(id) is not { } request || await answers.FindAsync(id.ToLowerInvariant(), actor, cancellationToken) is not { } answer)
        {
            return null;
        }

        await audit.RecordAsync(kind, shown, actor, request, answer.CaseNumber, answer.Facts.IdNumber);
        return answer;
    }

    private static byte[]? ReadId(string id) =>
        id.Length == AuditEntry.RequestLength * 2 && id.All(char.IsAsciiHexDigit) ? Convert.FromHexString(id) : null;
}
