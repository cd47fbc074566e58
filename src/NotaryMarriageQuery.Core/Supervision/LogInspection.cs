using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Supervision;

/// <summary>An inspector reads the log (C2): only institutions in their region, and each reading is evidence before anything is shown.</summary>
public sealed class LogInspection(LogReader reader, AccessDirectory directory, AuditLog audit)
{
    /// <summary>Institutions whose acts the actor may read, by name.</summary>
    public async Task<IReadOnlyList<Institution>> InstitutionsAsync(Actor actor, CancellationToken cancellationToken)
    {
        var snapshot = await directory.GetAsync(cancellationToken);
        return [.. snapshot.Institutions
            .Where(i => actor.Role == AccountRole.ProvincialAuditor || (i.Kind == InstitutionKind.NotaryOffice && actor.Region.Contains(i.Region)))
            .OrderBy(i => i.Name, StringComparer.Ordinal)];
    }

    /// <summary>A page of the log.</summary>
    public async Task<LogPage> SearchAsync(LogFilter filter, Actor actor, CancellationToken cancellationToken)
    {
        var page = await reader.ReadAsync(filter, await ScopeAsync(actor, cancellationToken), cancellationToken);
        AuditEvent searched = filter.Subject is { } subject
            ? new SubjectSearched { IdNumber = subject, Shown = page.Rows.Count }
            : new LogSearched { Filters = filter.Describe(), Shown = page.Rows.Count };
        await audit.RecordAsync(AuditKind.Search, searched, actor, subject: filter.Subject);
        return page;
    }

    /// <summary>One act with all that followed from it, masked; null when there is none in scope.</summary>
    public async Task<IReadOnlyList<LogRow>?> OpenAsync(long id, Actor actor, CancellationToken cancellationToken)
    {
        var rows = await reader.FindAsync(id, await ScopeAsync(actor, cancellationToken), cancellationToken);
        if (rows is not null)
        {
            await audit.RecordAsync(AuditKind.View, new EntryViewed { Entry = AuditNumber.Format(id) }, actor);
        }

        return rows;
    }

    /// <summary>The same uncovered, for a reason that is kept.</summary>
    public async Task<IReadOnlyList<LogRow>?> UnmaskAsync(long id, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var rows = await reader.FindAsync(id, await ScopeAsync(actor, cancellationToken), cancellationToken);
        if (rows is not null)
        {
            await audit.RecordAsync(AuditKind.Unmask, new EntryUnmasked { Entry = AuditNumber.Format(id), Reason = reason }, actor);
        }

        return rows;
    }

    private async Task<IReadOnlyCollection<string>?> ScopeAsync(Actor actor, CancellationToken cancellationToken) => actor.Role switch
    {
        AccountRole.ProvincialAuditor => null,
        AccountRole.Inspector => [.. (await InstitutionsAsync(actor, cancellationToken)).Select(i => i.Code)],
        _ => throw new InvalidOperationException("Only inspectors and the auditor read the log."),
    };
}
