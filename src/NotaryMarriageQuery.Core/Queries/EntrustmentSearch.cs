using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>Lists lookups for other institutions: those made here, those made elsewhere for this institution, and all for supervision.</summary>
public sealed class EntrustmentSearch(PortalDbContext db, LogInspection inspection, FileKeeper files, AuditLog audit)
{
    public const int PageSize = 50;

    /// <summary>A page of what this institution looked up for others.</summary>
    public Task<EntrustmentPage> DoneHereAsync(bool missingOnly, string? before, Actor actor, CancellationToken cancellationToken) =>
        ListAsync(db.EntrustedLookUps.Where(e => e.InstitutionId == actor.InstitutionId), missingOnly, before, cancellationToken);

    /// <summary>A page of what others looked up for this institution.</summary>
    public Task<EntrustmentPage> DoneElsewhereAsync(string? before, Actor actor, CancellationToken cancellationToken) =>
        ListAsync(db.EntrustedLookUps.Where(e => e.EntrustedBy == actor.InstitutionId), missingOnly: false, before, cancellationToken);

    /// <summary>A page of all in the actor's scope, as evidence.</summary>
    public async Task<EntrustmentPage> InspectAsync(bool missingOnly, string? before, Actor actor, CancellationToken cancellationToken)
    {
        var scope = await ScopeAsync(actor, cancellationToken);
        var page = await ListAsync(db.EntrustedLookUps.Where(e => scope.Contains(e.InstitutionId)), missingOnly, before, cancellationToken);
        var filters = new Dictionary<string, string> { ["list"] = missingOnly ? "entrusted, letter missing" : "entrusted" };
        await audit.RecordAsync(AuditKind.Search, new LogSearched { Filters = filters, Shown = page.Rows.Count }, actor);
        return page;
    }

    /// <summary>The lookup of this institution and the files added to it; null when it was not made for another institution.</summary>
    public async Task<(EntrustedLookUp LookUp, IReadOnlyList<FileFacts> Files)?> FindOwnAsync(string id, Actor actor, CancellationToken cancellationToken)
    {
        if (!id.All(char.IsAsciiHexDigit))
        {
            return null;
        }

        var lookUp = await db.EntrustedLookUps.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id && e.InstitutionId == actor.InstitutionId, cancellationToken);
        return lookUp is null ? null : (lookUp, await files.ListAsync(FileOwner.LookUp(id), cancellationToken));
    }

    /// <summary>A file of a lookup that this institution made, as evidence; null when there is none.</summary>
    public async Task<FileDownload?> OpenOwnAsync(string id, Guid file, Actor actor, CancellationToken cancellationToken) =>
        await db.EntrustedLookUps.AnyAsync(e => e.Id == id && e.InstitutionId == actor.InstitutionId, cancellationToken)
            ? await files.OpenAsync(FileOwner.LookUp(id), file, actor, cancellationToken)
            : null;

    /// <summary>A file of a lookup in the scope of somebody who supervises, as evidence; null when there is none.</summary>
    public async Task<FileDownload?> InspectAsync(string id, Guid file, Actor actor, CancellationToken cancellationToken)
    {
        var scope = await ScopeAsync(actor, cancellationToken);
        return await db.EntrustedLookUps.AnyAsync(e => e.Id == id && scope.Contains(e.InstitutionId), cancellationToken)
            ? await files.OpenAsync(FileOwner.LookUp(id), file, actor, cancellationToken)
            : null;
    }

    private async Task<List<Guid>> ScopeAsync(Actor actor, CancellationToken cancellationToken) => [.. (await inspection.InstitutionsAsync(actor, cancellationToken)).Select(i => i.Id)];

    private async Task<EntrustmentPage> ListAsync(IQueryable<EntrustedLookUp> lookUps, bool missingOnly, string? before, CancellationToken cancellationToken)
    {
        if (missingOnly)
        {
            lookUps = lookUps.Where(e => !db.KeptFiles.Any(f => f.Owner == "lookup/" + e.Id));
        }

        if (before is { Length: 32 } && before.All(char.IsAsciiHexDigit))
        {
            var last = db.EntrustedLookUps.Where(e => e.Id == before);
            lookUps = lookUps.Where(e => e.AskedAt < last.Select(l => l.AskedAt).First()
                || (e.AskedAt == last.Select(l => l.AskedAt).First() && e.EntryId < last.Select(l => l.EntryId).First()));
        }

        var found = await lookUps.AsNoTracking().OrderByDescending(e => e.AskedAt).ThenByDescending(e => e.EntryId).Take(PageSize + 1).ToListAsync(cancellationToken);
        var shown = found.Take(PageSize).ToList();
        var owners = shown.ConvertAll(e => FileOwner.LookUp(e.Id));
        var kept = await db.KeptFiles.AsNoTracking().Where(f => owners.Contains(f.Owner)).Select(f => new { f.Owner, f.Id }).ToListAsync(cancellationToken);
        var requests = shown.ConvertAll(e => Convert.FromHexString(e.Id));
        var ends = await db.AuditEntries.AsNoTracking().Where(e => e.Kind == AuditKind.Outcome && requests.Contains(e.Request))
            .Select(e => new { e.Request, e.Status }).ToListAsync(cancellationToken);
        var statuses = ends.ToDictionary(e => Convert.ToHexStringLower(e.Request), e => e.Status);
        var institutions = shown.ConvertAll(e => e.InstitutionId);
        var names = await db.Institutions.AsNoTracking().Where(i => institutions.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Name, cancellationToken);
        var rows = shown.ConvertAll(e => new EntrustmentRow(
            e, names.GetValueOrDefault(e.InstitutionId, ""), statuses.TryGetValue(e.Id, out var status) ? status : null,
            [.. kept.Where(f => f.Owner == FileOwner.LookUp(e.Id)).Select(f => f.Id)]));
        return new EntrustmentPage(rows, found.Count > PageSize ? shown[^1].Id : null);
    }
}

/// <summary>A page of lookups for other institutions, and before which row the next begins; null at the end.</summary>
public sealed record EntrustmentPage(IReadOnlyList<EntrustmentRow> Rows, string? Next);

/// <summary>A lookup for another institution in a list.</summary>
/// <param name="LookUp">What was noted of it.</param>
/// <param name="Institution">Name of the institution that looked up.</param>
/// <param name="Status">How the lookup ended; null while that is not known.</param>
/// <param name="Files">Ids of the files of the written request; none while it is missing.</param>
public sealed record EntrustmentRow(EntrustedLookUp LookUp, string Institution, AuditStatus? Status, IReadOnlyList<Guid> Files)
{
    /// <summary>The registry answered.</summary>
    public bool IsDone => Status is AuditStatus.Found or AuditStatus.NotFound;
}
