using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Core.Certificates;

/// <summary>Shows the kept outcome of a check to its asker, for reading or for printing; each time is evidence before anything is shown (A9).</summary>
public sealed class CheckService(CheckStore checks, AuditLog audit, LogReader log)
{
    /// <summary>The outcome for reading; null when it is not this person's, or its time is over.</summary>
    public Task<ShownCheck?> ViewAsync(string id, Actor actor, CancellationToken cancellationToken) =>
        ShowAsync(AuditKind.View, new AnswerViewed(), id, actor, cancellationToken);

    /// <summary>The outcome for printing.</summary>
    public Task<ShownCheck?> PrintAsync(string id, Actor actor, CancellationToken cancellationToken) =>
        ShowAsync(AuditKind.Print, new AnswerPrinted(), id, actor, cancellationToken);

    /// <summary>The facts of a check of the actor's institution without its outcome's details; null when there is none.</summary>
    public async Task<LogRow?> FindFactsAsync(string id, Actor actor, CancellationToken cancellationToken) =>
        ReadId(id) is { } request && (await log.FindLookupAsync(request, [actor.InstitutionCode], cancellationToken))?[0] is { IsCheck: true } row ? row : null;

    private async Task<ShownCheck?> ShowAsync(AuditKind kind, AuditEvent shown, string id, Actor actor, CancellationToken cancellationToken)
    {
        if (ReadId(id) is not { } request || await checks.FindAsync(id.ToLowerInvariant(), actor, cancellationToken) is not { } check)
        {
            return null;
        }

        await audit.RecordAsync(kind, shown, actor, request, check.CaseNumber, check.Facts.Party.IdNumber);
        return check;
    }

    private static byte[]? ReadId(string id) =>
        id.Length == AuditEntry.RequestLength * 2 && id.All(char.IsAsciiHexDigit) ? Convert.FromHexString(id) : null;
}
