using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Core.Sanctions;

/// <summary>Reads decisions: the province all, an institution what was decided about itself, supervision those in its scope, with evidence.</summary>
public sealed class SanctionBook(PortalDbContext db, KeyRing keys, LogInspection inspection, FileKeeper files, AuditLog audit, TimeProvider clock)
{
    public const int Most = 200;

    private readonly FieldCipher _cipher = new(keys.FieldKey);

    /// <summary>The newest decisions and drafts, of one institution where that is given.</summary>
    public Task<IReadOnlyList<SanctionRow>> ListAsync(Guid? institutionId, CancellationToken cancellationToken) =>
        ReadAsync(db.Sanctions.Where(s => institutionId == null || s.InstitutionId == institutionId), cancellationToken);

    /// <summary>One decision or draft; null when there is none.</summary>
    public async Task<SanctionRow?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await ReadAsync(db.Sanctions.Where(s => s.Id == id), cancellationToken) is [var row, ..] ? row : null;

    /// <summary>What was decided about the actor's institution and its people; drafts are not told.</summary>
    public Task<IReadOnlyList<SanctionRow>> ListOwnAsync(Actor actor, CancellationToken cancellationToken) =>
        ReadAsync(db.Sanctions.Where(s => s.InstitutionId == actor.InstitutionId && s.DecidedAt != null), cancellationToken);

    /// <summary>What was decided about the institutions in the actor's scope, of one where that is given.</summary>
    public async Task<IReadOnlyList<SanctionRow>> InspectAsync(string? institution, Actor actor, CancellationToken cancellationToken)
    {
        var scope = await ScopeAsync(actor, cancellationToken);
        var rows = await ReadAsync(db.Sanctions.Where(s => s.DecidedAt != null && scope.Contains(s.InstitutionId)
            && (institution == null || db.Institutions.Any(i => i.Id == s.InstitutionId && i.Code == institution))), cancellationToken);
        var filters = new Dictionary<string, string> { ["list"] = "sanctions" };
        if (institution is not null)
        {
            filters["institution"] = institution;
        }

        await audit.RecordAsync(AuditKind.Search, new LogSearched { Filters = filters, Shown = rows.Count }, actor);
        return rows;
    }

    /// <summary>One decision in the actor's scope; null when there is none.</summary>
    public async Task<SanctionRow?> InspectAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var scope = await ScopeAsync(actor, cancellationToken);
        var found = await ReadAsync(db.Sanctions.Where(s => s.Id == id && s.DecidedAt != null && scope.Contains(s.InstitutionId)), cancellationToken);
        var row = found is [var first, ..] ? first : null;
        if (row is not null)
        {
            await audit.RecordAsync(AuditKind.View, new RecordViewed { List = "sanctions", Record = id.ToString() }, actor);
        }

        return row;
    }

    /// <summary>The file of a decision that the actor may read, as evidence; null when there is none.</summary>
    public async Task<FileDownload?> OpenFileAsync(Guid id, Guid file, Actor actor, CancellationToken cancellationToken)
    {
        var may = actor.Role switch
        {
            AccountRole.ProvincialAdmin => true,
            AccountRole.NotaryOffice => await db.Sanctions.AnyAsync(s => s.Id == id && s.DecidedAt != null && s.InstitutionId == actor.InstitutionId, cancellationToken),
            _ => await ScopeAsync(actor, cancellationToken) is var scope
                && await db.Sanctions.AnyAsync(s => s.Id == id && s.DecidedAt != null && scope.Contains(s.InstitutionId), cancellationToken),
        };
        return may ? await files.OpenAsync(FileOwner.Sanction(id), file, actor, cancellationToken) : null;
    }

    private async Task<List<Guid>> ScopeAsync(Actor actor, CancellationToken cancellationToken) => actor.Role is AccountRole.Inspector or AccountRole.ProvincialAuditor
        ? [.. (await inspection.InstitutionsAsync(actor, cancellationToken)).Select(i => i.Id)]
        : throw new InvalidOperationException("Only inspectors and the auditor supervise.");

    private async Task<IReadOnlyList<SanctionRow>> ReadAsync(IQueryable<Sanction> sanctions, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixMicroseconds();
        var found = await sanctions.AsNoTracking().OrderByDescending(s => s.DraftedAt).ThenByDescending(s => s.Id).Take(Most).ToListAsync(cancellationToken);
        var (ids, institutions) = (found.ConvertAll(s => s.Id), found.ConvertAll(s => s.InstitutionId));
        var names = await db.Institutions.AsNoTracking().Where(i => institutions.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Name, cancellationToken);
        var liftings = await db.Sanctions.AsNoTracking().Where(s => s.LiftsId != null && s.DecidedAt != null && ids.Contains(s.LiftsId.Value)).ToListAsync(cancellationToken);
        var owners = found.ConvertAll(s => FileOwner.Sanction(s.Id));
        var kept = await db.KeptFiles.AsNoTracking().Where(f => owners.Contains(f.Owner)).Select(f => new { f.Owner, f.Id }).ToListAsync(cancellationToken);
        return found.ConvertAll(s =>
        {
            var lifting = liftings.Where(l => l.LiftsId == s.Id).MinBy(l => l.DecidedAt);
            return new SanctionRow(
                s,
                names[s.InstitutionId],
                _cipher.OpenText(s.SealedGround, s.GroundPlace),
                s.StateAt(now, lifting is not null),
                lifting,
                [.. kept.Where(f => f.Owner == FileOwner.Sanction(s.Id)).Select(f => f.Id)]);
        });
    }
}

/// <summary>A decision as it is read.</summary>
/// <param name="Sanction">The decision.</param>
/// <param name="Institution">Name of the institution.</param>
/// <param name="Ground">Why.</param>
/// <param name="State">What it comes to now.</param>
/// <param name="Lifting">The decision that lifted it.</param>
/// <param name="Files">Ids of the files of the decision.</param>
public sealed record SanctionRow(Sanction Sanction, string Institution, string Ground, SanctionState State, Sanction? Lifting, IReadOnlyList<Guid> Files)
{
    /// <summary>It can be lifted: it holds, or is going to.</summary>
    public bool CanBeLifted => Sanction.Kind != SanctionKind.Lifting && State is SanctionState.InForce or SanctionState.NotYet;
}
