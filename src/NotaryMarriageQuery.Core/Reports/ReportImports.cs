using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Spreadsheets;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>An upload in two steps: looked at, and filed when it is confirmed. All of its lines or none.</summary>
public sealed class ReportImports(PortalDbContext db, ImportCheck check, ReportFiling filing, ReportSecrets secrets, AuditLog audit, TimeProvider clock)
{
    /// <summary>Why each of the requests is made.</summary>
    public const string Reason = "导入名单";

    // Requests that are in memory beside the plan; all of them are one transaction.
    private const int AtOnce = 1000;

    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(30);

    /// <summary>Reads an upload and keeps it for the confirmation when no row of it is bad.</summary>
    /// <exception cref="SpreadsheetException">The file cannot be read; the message is for the person.</exception>
    public async Task<ImportPreview> PreviewAsync(Stream file, Actor actor, CancellationToken cancellationToken)
    {
        ReportFiling.EnsureMayFile(actor);
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        file.Position = 0;
        var (lines, unreadable) = ImportReader.Read(file);
        var plan = await check.CheckAsync(lines, actor, cancellationToken);
        foreach (var problem in unreadable)
        {
            plan.Problems.Add(problem);
        }

        if (plan.Problems.Count > 0)
        {
            return new ImportPreview(plan, null);
        }

        var id = Guid.NewGuid();
        var now = clock.GetUtcNow();
        await db.ReportImports.Where(i => i.AccountId == actor.AccountId).ExecuteDeleteAsync(cancellationToken);
        db.ReportImports.Add(new ReportImport
        {
            Id = id,
            AccountId = actor.AccountId,
            SealedLines = secrets.Seal(id, lines),
            Digest = digest,
            ExpiresAt = (now + _lifetime).ToUnixMicroseconds(),
        });
        await db.SaveChangesAsync(cancellationToken);
        return new ImportPreview(plan, id);
    }

    /// <summary>Files what was looked at, in one transaction. What changed meanwhile is found here again, and then nothing is filed.</summary>
    /// <returns>Null when it is no longer there; a preview with problems when it no longer fits; a clean one when it is filed.</returns>
    public async Task<ImportPreview?> ConfirmAsync(Guid importId, Actor actor, CancellationToken cancellationToken)
    {
        ReportFiling.EnsureMayFile(actor);
        var now = clock.GetUtcNow().ToUnixMicroseconds();
        var import = await db.ReportImports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == importId && i.AccountId == actor.AccountId && i.ExpiresAt > now, cancellationToken);
        if (import is null)
        {
            return null;
        }

        var plan = await check.CheckAsync(secrets.Open(import), actor, cancellationToken);
        if (plan.Problems.Count == 0)
        {
            await audit.ChangeAsync(ReportEvents.Imported(actor.InstitutionCode, import.Digest, plan.Proposals.Count, plan.Unchanged), actor, async () =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                if (await db.ReportImports.Where(i => i.Id == importId).ExecuteDeleteAsync(cancellationToken) == 0)
                {
                    throw new DbUpdateConcurrencyException("The upload was confirmed meanwhile.");
                }

                await filing.TouchAsync([.. plan.Reported], cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                foreach (var requests in plan.Proposals.Select(p => filing.Make(p, Reason, actor)).Chunk(AtOnce))
                {
                    db.ReportRequests.AddRange(requests);
                    await db.SaveChangesAsync(cancellationToken);
                    db.ChangeTracker.Clear();
                }

                await transaction.CommitAsync(cancellationToken);
            });
        }

        return new ImportPreview(plan, importId);
    }

    /// <summary>Erases uploads that nobody confirmed.</summary>
    public static Task EraseExpiredAsync(PortalDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var at = now.ToUnixMicroseconds();
        return db.ReportImports.Where(i => i.ExpiresAt <= at).ExecuteDeleteAsync(cancellationToken);
    }
}

/// <summary>What an upload comes to, and under which number it waits; none while a row is bad.</summary>
public sealed record ImportPreview(ImportPlan Plan, Guid? Id);
