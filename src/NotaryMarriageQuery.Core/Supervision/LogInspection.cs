using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Supervision;

/// <summary>An inspector reads the log (C2): only institutions in their region, and each reading is evidence before anything is shown.</summary>
public sealed class LogInspection(LogReader reader, LogSearch search, ActFollower follower, AccessDirectory directory, AuditLog audit)
{
    // Long enough for what came in since the last look; after a long stop the page comes all the same and says so.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

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
        var isComplete = await follower.CatchUpAsync(_patience, cancellationToken);
        var page = await search.ReadAsync(filter, await ScopeAsync(filter, actor, cancellationToken), cancellationToken) with { IsBehind = !isComplete };
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

    // Whoever asks for a bureau or an institution outside the own region finds nothing there.
    private async Task<IReadOnlyCollection<string>?> ScopeAsync(LogFilter filter, Actor actor, CancellationToken cancellationToken)
    {
        var scope = await ScopeAsync(actor, cancellationToken);
        if (filter.Bureau is { } bureau)
        {
            var institutions = (await directory.GetAsync(cancellationToken)).Institutions;
            var region = institutions.FirstOrDefault(i => i.Kind == InstitutionKind.Bureau && i.Code == bureau)?.Region;
            scope = [.. institutions
                .Where(i => i.Kind == InstitutionKind.NotaryOffice && region is not null && region.Contains(i.Region) && (scope is null || scope.Contains(i.Code)))
                .Select(i => i.Code)];
        }

        return filter.Institution is { } institution ? [.. new[] { institution }.Where(i => scope is null || scope.Contains(i))] : scope;
    }

    /// <summary>Bureaus by which the actor may narrow the log: those of the own region.</summary>
    public async Task<IReadOnlyList<Institution>> BureausAsync(Actor actor, CancellationToken cancellationToken) =>
        [.. (await directory.GetAsync(cancellationToken)).Institutions
            .Where(i => i.Kind == InstitutionKind.Bureau && (actor.Role == AccountRole.ProvincialAuditor || actor.Region.Contains(i.Region)))
            .OrderBy(i => i.Region.Value, StringComparer.Ordinal)];

    private async Task<IReadOnlyCollection<string>?> ScopeAsync(Actor actor, CancellationToken cancellationToken) => actor.Role switch
    {
        AccountRole.ProvincialAuditor => null,
        AccountRole.Inspector => [.. (await InstitutionsAsync(actor, cancellationToken)).Select(i => i.Code)],
        _ => throw new InvalidOperationException("Only inspectors and the auditor read the log."),
    };
}
