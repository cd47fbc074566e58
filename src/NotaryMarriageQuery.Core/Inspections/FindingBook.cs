using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Files;

namespace NotaryMarriageQuery.Core.Inspections;

/// <summary>What an institution reads of inspections: the findings about itself, and nothing else.</summary>
public sealed class FindingBook(PortalDbContext db, KeyRing keys, FileKeeper files)
{
    public const int Most = 200;

    private readonly FieldCipher _cipher = new(keys.FieldKey);

    /// <summary>The newest findings about the actor's institution.</summary>
    public Task<IReadOnlyList<FindingRow>> ListOwnAsync(Actor actor, CancellationToken cancellationToken) => ReadAsync(Own(actor), cancellationToken);

    /// <summary>One of them; null when there is none.</summary>
    public async Task<FindingRow?> FindOwnAsync(Guid id, Actor actor, CancellationToken cancellationToken) =>
        await ReadAsync(Own(actor).Where(f => f.Id == id), cancellationToken) is [var row, ..] ? row : null;

    /// <summary>How many wait for an answer.</summary>
    public Task<int> CountOpenAsync(Actor actor, CancellationToken cancellationToken) =>
        Own(actor).CountAsync(f => f.AnsweredAt == null && db.Inspections.Any(i => i.Id == f.InspectionId && i.State == InspectionState.Drawn), cancellationToken);

    /// <summary>A file of a finding about the own institution, as evidence; null when there is none.</summary>
    public async Task<FileDownload?> OpenFileAsync(Guid id, Guid file, Actor actor, CancellationToken cancellationToken) =>
        await Own(actor).AnyAsync(f => f.Id == id, cancellationToken) ? await files.OpenAsync(FileOwner.Finding(id), file, actor, cancellationToken) : null;

    private IQueryable<InspectionFinding> Own(Actor actor) => db.InspectionFindings.AsNoTracking().Where(f => f.InstitutionId == actor.InstitutionId);

    private async Task<IReadOnlyList<FindingRow>> ReadAsync(IQueryable<InspectionFinding> findings, CancellationToken cancellationToken)
    {
        var found = await findings.OrderByDescending(f => f.RecordedAt).ThenBy(f => f.Id).Take(Most)
            .Select(f => new
            {
                Finding = f,
                Inspection = db.Inspections.First(i => i.Id == f.InspectionId),
                Institution = db.Institutions.Where(i => i.Id == f.InstitutionId).Select(i => i.Name).First(),
                Entry = db.InspectionItems.Where(i => i.InspectionId == f.InspectionId && i.Position == f.Position).Select(i => (long?)i.EntryId).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        var owners = found.ConvertAll(f => FileOwner.Finding(f.Finding.Id));
        var kept = await db.KeptFiles.AsNoTracking().Where(f => owners.Contains(f.Owner)).OrderBy(f => f.AddedAt).Select(f => new { f.Owner, f.Id }).ToListAsync(cancellationToken);
        return found.ConvertAll(f => new FindingRow(
            f.Finding,
            f.Institution,
            f.Inspection,
            _cipher.OpenText(f.Finding.SealedText, InspectionFinding.TextPlace(f.Finding.Id)),
            f.Finding.SealedAnswer is { } answer ? _cipher.OpenText(answer, InspectionFinding.AnswerPlace(f.Finding.Id)) : "",
            f.Entry,
            [.. kept.Where(k => k.Owner == FileOwner.Finding(f.Finding.Id)).Select(k => k.Id)]));
    }
}
