using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
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

    /// <summary>Stores a batch in one transaction; how many of its records were new or newer.</summary>
    public async Task<int> StoreAsync(Guid institutionId, IReadOnlyList<UploadedCase> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StoreOnceAsync(institutionId, batch);
            }
            catch (Exception e) when (attempt < MostAttempts && IsRace(e))
            {
                // Another upload of the same cases came first; what it stored is compared with anew.
            }
        }
    }

    private bool IsRace(Exception e) => e is DbUpdateConcurrencyException || (e is DbException violation && database.IsUniqueViolation(violation));

    private async Task<int> StoreOnceAsync(Guid institutionId, IReadOnlyList<UploadedCase> batch)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var numbers = batch.Select(c => c.Number.Value).Distinct().ToList();
        var pending = await db.Cases.Where(c => c.InstitutionId == institutionId && numbers.Contains(c.Number))
            .Select(c => new PendingCase(c.Number, c.Id, c.Version, c.IsOpen)).ToDictionaryAsync(c => c.Number);
        var stored = 0;
        foreach (var uploaded in batch)
        {
            if (!pending.TryGetValue(uploaded.Number.Value, out var known))
            {
                // Ids in the order of time: neighbours in the index are neighbours on the disk.
                known = new PendingCase(uploaded.Number.Value, Guid.CreateVersion7(clock.GetUtcNow()), storedVersion: null, isOpen: true);
                pending.Add(known.Number, known);
            }

            stored += known.Take(uploaded) ? 1 : 0;
        }

        using (var commands = new CaseCommands(db.Database.GetDbConnection(), transaction.GetDbTransaction(), secrets, clock.GetUtcNow()))
        {
            // In one order everywhere, so that two uploads never wait for each other.
            foreach (var changed in pending.Values.Where(p => p.IsChanged).OrderBy(p => p.Number, StringComparer.Ordinal))
            {
                await commands.WriteAsync(institutionId, changed);
            }
        }

        await transaction.CommitAsync();
        return stored;
    }
}
