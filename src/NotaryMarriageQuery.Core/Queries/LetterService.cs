using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Files;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>Adds the written request to a lookup that was made on it (Z 八(二)): additions only, each with evidence.</summary>
public sealed class LetterService(PortalDbContext db, FileKeeper files, AuditLog audit)
{
    /// <summary>Adds a file to a lookup of the actor's institution.</summary>
    public async Task<FileProblem> AddAsync(string id, byte[] content, Actor actor, CancellationToken cancellationToken)
    {
        var problem = FileContent.Inspect(content, out var format);
        if (problem != FileProblem.None)
        {
            return problem;
        }

        var lookUp = await db.EntrustedLookUps.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id && e.InstitutionId == actor.InstitutionId, cancellationToken);
        if (lookUp is null)
        {
            return FileProblem.NoOwner;
        }

        var owner = FileOwner.LookUp(id);
        var sha256 = System.Security.Cryptography.SHA256.HashData(content);
        if (await db.KeptFiles.AnyAsync(f => f.Owner == owner && f.Sha256 == sha256, cancellationToken))
        {
            return FileProblem.SameAgain;
        }

        if (await db.KeptFiles.CountAsync(f => f.Owner == owner, cancellationToken) >= KeptFile.MostOfOne)
        {
            return FileProblem.TooMany;
        }

        var intended = new ChangeIntended
        {
            Action = "letter.added",
            Target = AuditNumber.Format(lookUp.EntryId),
            After = new Dictionary<string, string>
            {
                ["letter"] = AuditJson.Shorten(lookUp.LetterNumber, 400),
                ["format"] = format.ToString(),
                ["length"] = content.Length.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["sha256"] = Convert.ToHexStringLower(sha256),
            },
        };
        await audit.ChangeAsync(intended, actor, async () =>
        {
            db.KeptFiles.Add(files.Seal(content, format, owner, actor));
            await db.SaveChangesAsync(cancellationToken);
        });
        return FileProblem.None;
    }
}
