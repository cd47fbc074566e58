using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Intake;

/// <summary>Puts uploaded cases into the database: the newest version stays, whatever the order in which versions come.</summary>
/// <remarks>
/// A closed case stays closed: once a version says so, no later one opens the case again, though it may bring a certificate number or
/// other parties. So any order of the same uploads ends in the same cases.
/// </remarks>
public sealed class CaseStore(PortalDatabase database, IDbContextFactory<PortalDbContext> contexts, CaseSecrets secrets, TimeProvider clock)
{
    // A transaction holds SQLite's one write lock, and lookups wait for it with their evidence: it is to last a fraction of a second.
    internal const int BatchSize = 250;
    private const int MostAttempts = 5;

    /// <summary>Stores a batch in one transaction; how many cases were new or newer.</summary>
    public async Task<int> StoreAsync(Guid institutionId, IReadOnlyList<UploadedCase> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StoreOnceAsync(institutionId, batch);
            }
            catch (DbUpdateException e) when (attempt < MostAttempts && IsRace(e))
            {
                // Another upload of the same cases came first; what it stored is compared with anew.
            }
        }
    }

    private bool IsRace(DbUpdateException e) =>
        e is DbUpdateConcurrencyException || (e.InnerException is DbException inner && database.IsUniqueViolation(inner));

    private async Task<int> StoreOnceAsync(Guid institutionId, IReadOnlyList<UploadedCase> batch)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync();
        var numbers = batch.Select(c => c.Number.Value).Distinct().ToList();
        var known = await db.Cases.Where(c => c.InstitutionId == institutionId && numbers.Contains(c.Number)).ToDictionaryAsync(c => c.Number);
        var outdated = known.Values.Where(k => batch.Any(c => c.Number.Value == k.Number && c.Version > k.Version)).Select(k => k.Id).ToList();
        if (outdated.Count > 0)
        {
            await db.CaseParties.Where(p => outdated.Contains(p.CaseId)).ExecuteDeleteAsync();
        }

        var stored = batch.Count(uploaded => Apply(db, institutionId, known, uploaded));
        db.ChangeTracker.DetectChanges();
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return stored;
    }

    private bool Apply(PortalDbContext db, Guid institutionId, Dictionary<string, NotarialCase> known, UploadedCase uploaded)
    {
        if (!known.TryGetValue(uploaded.Number.Value, out var stored))
        {
            stored = Make(institutionId, uploaded);
            db.Cases.Add(stored);
            known.Add(stored.Number, stored);
            return true;
        }

        var closes = stored.IsOpen && !uploaded.IsOpen;
        stored.IsOpen &= uploaded.IsOpen;
        if (uploaded.Version <= stored.Version)
        {
            return closes;
        }

        (stored.Version, stored.Matter, stored.AcceptedOn, stored.CertificateNumber) =
            (uploaded.Version, uploaded.Matter, uploaded.AcceptedOn, uploaded.CertificateNumber);
        stored.UploadedAt = clock.GetUtcNow().ToUnixMicroseconds();
        foreach (var old in stored.Parties.ToList())
        {
            // Only those of an earlier record of this batch are here; they were never saved.
            db.Entry(old).State = EntityState.Detached;
        }

        stored.Parties.Clear();
        foreach (var party in uploaded.Parties)
        {
            var made = secrets.Seal(stored.Id, party.Name, party.Id);
            stored.Parties.Add(made);
            db.CaseParties.Add(made);
        }

        return true;
    }

    private NotarialCase Make(Guid institutionId, UploadedCase uploaded)
    {
        var now = clock.GetUtcNow();

        // Ids in the order of time: neighbours in the index are neighbours on the disk.
        var id = Guid.CreateVersion7(now);
        return new NotarialCase
        {
            Id = id,
            InstitutionId = institutionId,
            Number = uploaded.Number.Value,
            Version = uploaded.Version,
            Matter = uploaded.Matter,
            AcceptedOn = uploaded.AcceptedOn,
            IsOpen = uploaded.IsOpen,
            CertificateNumber = uploaded.CertificateNumber,
            EnteredAt = now.UtcDateTime,
            UploadedAt = now.ToUnixMicroseconds(),
            Parties = [.. uploaded.Parties.Select(p => secrets.Seal(id, p.Name, p.Id))],
        };
    }
}
