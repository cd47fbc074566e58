using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Core.Verifications;

/// <summary>Reads verifications: an institution its own, supervision those in its scope, with evidence.</summary>
public sealed class VerificationBook(PortalDbContext db, KeyRing keys, LogInspection inspection, AuditLog audit)
{
    public const int PageSize = 50;

    private readonly FieldCipher _cipher = new(keys.FieldKey);

    /// <summary>A page of an institution's own, newest first.</summary>
    public Task<VerificationPage> ListOwnAsync(Guid? after, Actor actor, CancellationToken cancellationToken) =>
        ListAsync(db.Verifications.Where(v => v.InstitutionId == actor.InstitutionId), after, cancellationToken);

    /// <summary>One of the institution's own; null when there is none.</summary>
    public async Task<VerificationRow?> FindOwnAsync(Guid id, Actor actor, CancellationToken cancellationToken) =>
        (await ReadAsync(db.Verifications.Where(v => v.Id == id && v.InstitutionId == actor.InstitutionId), cancellationToken)).FirstOrDefault();

    /// <summary>A page of all in the actor's scope, of one institution where that is given.</summary>
    public async Task<VerificationPage> InspectAsync(Guid? after, string? institution, Actor actor, CancellationToken cancellationToken)
    {
        var scope = await ScopeAsync(actor, institution, cancellationToken);
        var page = await ListAsync(db.Verifications.Where(v => scope.Contains(v.InstitutionId)), after, cancellationToken);
        var filters = new Dictionary<string, string> { ["list"] = "verifications" };
        if (!string.IsNullOrEmpty(institution))
        {
            filters["institution"] = AuditJson.Shorten(institution, 120);
        }

        await audit.RecordAsync(AuditKind.Search, new LogSearched { Filters = filters, Shown = page.Rows.Count }, actor);
        return page;
    }

    /// <summary>One in the actor's scope; null when there is none.</summary>
    public async Task<VerificationRow?> InspectAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var scope = await ScopeAsync(actor, institution: null, cancellationToken);
        var row = (await ReadAsync(db.Verifications.Where(v => v.Id == id && scope.Contains(v.InstitutionId)), cancellationToken)).FirstOrDefault();
        if (row is not null)
        {
            await audit.RecordAsync(AuditKind.View, new RecordViewed { List = "verifications", Record = id.ToString() }, actor);
        }

        return row;
    }

    private async Task<List<Guid>> ScopeAsync(Actor actor, string? institution, CancellationToken cancellationToken) =>
        [.. (await inspection.InstitutionsAsync(actor, cancellationToken)).Where(i => string.IsNullOrEmpty(institution) || i.Code == institution).Select(i => i.Id)];

    private async Task<VerificationPage> ListAsync(IQueryable<Verification> rows, Guid? after, CancellationToken cancellationToken)
    {
        if (after is { } last)
        {
            var at = db.Verifications.Where(v => v.Id == last).Select(v => v.RecordedAt);
            rows = rows.Where(v => v.RecordedAt < at.First() || (v.RecordedAt == at.First() && v.Id.CompareTo(last) < 0));
        }

        var found = await ReadAsync(rows.OrderByDescending(v => v.RecordedAt).ThenByDescending(v => v.Id).Take(PageSize + 1), cancellationToken);
        return new VerificationPage([.. found.Take(PageSize)], found.Count > PageSize ? found[PageSize - 1].Id : null);
    }

    private async Task<List<VerificationRow>> ReadAsync(IQueryable<Verification> rows, CancellationToken cancellationToken)
    {
        var found = await rows.AsNoTracking().Include(v => v.Additions).ToListAsync(cancellationToken);
        var names = await db.Institutions.AsNoTracking().Where(i => found.Select(v => v.InstitutionId).Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Name, cancellationToken);
        return found.ConvertAll(v => Open(v, names[v.InstitutionId]));
    }

    private VerificationRow Open(Verification verification, string institution)
    {
        var facts = JsonSerializer.Deserialize(_cipher.Open(verification.SealedFacts, Verification.FactsPlace(verification.Id)), VerificationJsonContext.Default.VerificationFacts)!;
        var additions = verification.Additions.OrderBy(a => a.AddedAt).ThenBy(a => a.Id)
            .Select(a => new VerificationRow.Addition(a.AddedAt, a.AddedByName, a.Answer, _cipher.OpenText(a.SealedText, VerificationAddition.TextPlace(a.Id))))
            .ToList();
        return new VerificationRow
        {
            Id = verification.Id,
            Institution = institution,
            Channel = verification.Channel,
            CertificateNumber = verification.CertificateNumber,
            ReceivedOn = verification.ReceivedOn,
            FirstAnswer = verification.Answer,
            Answer = additions.FindLast(a => a.Answer is not null)?.Answer ?? verification.Answer,
            Facts = facts,
            RecordedByName = verification.RecordedByName,
            RecordedAt = verification.RecordedAt,
            Additions = additions,
        };
    }
}

/// <summary>A page of verifications, and after which one the next begins; null at the end.</summary>
public sealed record VerificationPage(IReadOnlyList<VerificationRow> Rows, Guid? NextAfter);

/// <summary>A verification as it is read, with what was added.</summary>
public sealed record VerificationRow
{
    public required Guid Id { get; init; }

    public required string Institution { get; init; }

    public required VerificationChannel Channel { get; init; }

    public required string CertificateNumber { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    /// <summary>The answer that was given at once.</summary>
    public required VerificationAnswer FirstAnswer { get; init; }

    /// <summary>The answer as it stands now.</summary>
    public required VerificationAnswer Answer { get; init; }

    public required VerificationFacts Facts { get; init; }

    public required string RecordedByName { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required IReadOnlyList<Addition> Additions { get; init; }

    /// <summary>Something that was added later.</summary>
    public sealed record Addition(DateTime At, string By, VerificationAnswer? Answer, string Text);
}
