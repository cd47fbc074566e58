using System.Text;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Core.Inspections;

/// <summary>Reads inspections for those who supervise: a bureau its own, the auditor all. Each reading is evidence, as reading the log is.</summary>
public sealed class InspectionBook(PortalDbContext db, KeyRing keys, LogInspection inspection, InspectionPopulation population, FileKeeper files, AuditLog audit)
{
    public const int Most = 200;

    private readonly FieldCipher _cipher = new(keys.FieldKey);

    /// <summary>The newest inspections.</summary>
    public async Task<IReadOnlyList<InspectionLine>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        var lines = await Visible(actor).OrderByDescending(i => i.PlannedAt).Take(Most)
            .Select(i => new InspectionLine(
                i,
                db.Institutions.Where(o => o.Id == i.OwnerId).Select(o => o.Name).First(),
                db.InspectionItems.Count(x => x.InspectionId == i.Id),
                db.InspectionItems.Count(x => x.InspectionId == i.Id && x.CheckedAt != null),
                db.InspectionFindings.Count(f => f.InspectionId == i.Id)))
            .ToListAsync(cancellationToken);
        await audit.RecordAsync(AuditKind.Search, new LogSearched { Filters = new Dictionary<string, string> { ["list"] = "inspections" }, Shown = lines.Count }, actor);
        return lines;
    }

    /// <summary>One inspection with its checklist and findings; null when there is none. Printing it is another kind of evidence.</summary>
    public async Task<InspectionDetail?> OpenAsync(Guid id, AuditKind kind, Actor actor, CancellationToken cancellationToken)
    {
        if (await Visible(actor).Include(i => i.Scope).SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } found)
        {
            return null;
        }

        var items = await db.InspectionItems.AsNoTracking().Where(i => i.InspectionId == id).OrderBy(i => i.Position).ToListAsync(cancellationToken);
        var ids = items.ConvertAll(i => i.EntryId);
        var entries = await db.AuditEntries.AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellationToken);
        var findings = await db.InspectionFindings.AsNoTracking().Where(f => f.InspectionId == id).OrderBy(f => f.RecordedAt).ThenBy(f => f.Id).ToListAsync(cancellationToken);
        var owners = findings.ConvertAll(f => FileOwner.Finding(f.Id));
        var kept = await db.KeptFiles.AsNoTracking().Where(f => owners.Contains(f.Owner)).OrderBy(f => f.AddedAt).Select(f => new { f.Owner, f.Id }).ToListAsync(cancellationToken);
        var institutions = found.Scope.Select(s => s.InstitutionId).Append(found.OwnerId).ToList();
        var names = await db.Institutions.AsNoTracking().Where(i => institutions.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Name, cancellationToken);
        await audit.RecordAsync(kind, new RecordViewed { List = "inspections", Record = id.ToString() }, actor);
        return new InspectionDetail
        {
            Inspection = found,
            Owner = names[found.OwnerId],
            Names = found.Scope.ToDictionary(s => s.Code, s => names[s.InstitutionId]),
            CanWork = found.OwnerId == actor.InstitutionId,
            Conclusion = found.SealedConclusion is { } conclusion ? _cipher.OpenText(conclusion, Inspection.ConclusionPlace(id)) : "",
            Items = items.ConvertAll(i => new InspectionItemRow(i, entries.GetValueOrDefault(i.EntryId), RemarkOf(i))),
            Findings = findings.ConvertAll(f => new FindingRow(
                f,
                names[f.InstitutionId],
                found,
                _cipher.OpenText(f.SealedText, InspectionFinding.TextPlace(f.Id)),
                f.SealedAnswer is { } answer ? _cipher.OpenText(answer, InspectionFinding.AnswerPlace(f.Id)) : "",
                EntryId: items.Find(i => i.Position == f.Position)?.EntryId,
                [.. kept.Where(k => k.Owner == FileOwner.Finding(f.Id)).Select(k => k.Id)])),
        };
    }

    /// <summary>One lookup of the checklist, masked as in the log; null when there is none, or it is not in the actor's region any more.</summary>
    public async Task<InspectedLookUp?> OpenItemAsync(Guid id, int position, Actor actor, CancellationToken cancellationToken)
    {
        var found = await Visible(actor).SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
        var item = found is null ? null : await db.InspectionItems.AsNoTracking().SingleOrDefaultAsync(i => i.InspectionId == id && i.Position == position, cancellationToken);
        return item is not null && await inspection.OpenAsync(item.EntryId, actor, cancellationToken) is { } rows
            ? new InspectedLookUp(found!, item, RemarkOf(item), rows, found!.OwnerId == actor.InstitutionId)
            : null;
    }

    /// <summary>The population as it is read again: a line for each row with id and stratum. Null when there is no such inspection, or it is not drawn.</summary>
    public async Task<string?> PopulationAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var found = await Visible(actor).Include(i => i.Scope).SingleOrDefaultAsync(i => i.Id == id && i.State != InspectionState.Planned, cancellationToken);
        if (found is null || await population.ReadAsync(found, cancellationToken) is not { } rows)
        {
            return null;
        }

        await audit.RecordAsync(
            AuditKind.Search, new LogSearched { Filters = new Dictionary<string, string> { ["list"] = "inspection population", ["inspection"] = id.ToString() }, Shown = rows.Count }, actor);
        return rows.Aggregate(new StringBuilder("id,stratum\n"), (text, row) => text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{row.Id},{row.Stratum}\n")).ToString();
    }

    /// <summary>A file of a finding, as evidence; null when there is none.</summary>
    public async Task<FileDownload?> OpenFileAsync(Guid id, Guid file, Actor actor, CancellationToken cancellationToken)
    {
        var findings = await Visible(actor).Where(i => i.Id == id).Join(db.InspectionFindings, i => i.Id, f => f.InspectionId, (_, f) => f.Id).ToListAsync(cancellationToken);
        var owners = findings.ConvertAll(FileOwner.Finding);
        var owner = await db.KeptFiles.Where(f => f.Id == file && owners.Contains(f.Owner)).Select(f => f.Owner).SingleOrDefaultAsync(cancellationToken);
        return owner is null ? null : await files.OpenAsync(owner, file, actor, cancellationToken);
    }

    private IQueryable<Inspection> Visible(Actor actor) => actor.Role switch
    {
        AccountRole.ProvincialAuditor => db.Inspections.AsNoTracking(),
        AccountRole.Inspector => db.Inspections.AsNoTracking().Where(i => i.OwnerId == actor.InstitutionId),
        _ => throw new InvalidOperationException("Only inspectors and the auditor inspect."),
    };

    private string RemarkOf(InspectionItem item) => item.SealedRemark is { } remark ? _cipher.OpenText(remark, InspectionItem.RemarkPlace(item.InspectionId, item.Position)) : "";
}

/// <summary>An inspection in a list.</summary>
public sealed record InspectionLine(Inspection Inspection, string Owner, int Items, int Checked, int Findings);

/// <summary>An inspection with all that belongs to it.</summary>
public sealed record InspectionDetail
{
    public required Inspection Inspection { get; init; }

    /// <summary>Name of the bureau that inspects.</summary>
    public required string Owner { get; init; }

    /// <summary>Names of the inspected institutions by code.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>The reader may write to it; else only read.</summary>
    public required bool CanWork { get; init; }

    public required string Conclusion { get; init; }

    public required IReadOnlyList<InspectionItemRow> Items { get; init; }

    public required IReadOnlyList<FindingRow> Findings { get; init; }
}

/// <summary>A lookup of the checklist.</summary>
/// <param name="Item">The item.</param>
/// <param name="Entry">Its row in the evidence; null when that is gone, which is an alarm by itself.</param>
/// <param name="Remark">The inspector's remark.</param>
public sealed record InspectionItemRow(InspectionItem Item, AuditEntry? Entry, string Remark);

/// <summary>A lookup of the checklist with what the evidence tells of it.</summary>
public sealed record InspectedLookUp(Inspection Inspection, InspectionItem Item, string Remark, IReadOnlyList<LogRow> Rows, bool CanWork);

/// <summary>A finding as it is read.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Institution">Name of the institution.</param>
/// <param name="Inspection">The inspection that it belongs to.</param>
/// <param name="Text">What was found.</param>
/// <param name="Answer">What the institution says; empty while it has not.</param>
/// <param name="EntryId">Row of the lookup that it is about; null where it is about the institution.</param>
/// <param name="Files">Ids of its files.</param>
public sealed record FindingRow(InspectionFinding Finding, string Institution, Inspection Inspection, string Text, string Answer, long? EntryId, IReadOnlyList<Guid> Files)
{
    /// <summary>The institution may still answer.</summary>
    public bool CanBeAnswered => Finding.AnsweredAt is null && Inspection.State == InspectionState.Drawn;
}
