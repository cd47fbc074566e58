using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Files;

/// <summary>Keeps files encrypted and hands them out as evidence. Who may have which is for the feature to say that they belong to.</summary>
public sealed class FileKeeper(PortalDbContext db, KeyRing keys, AuditLog audit, TimeProvider clock)
{
    /// <summary>Makes a row of a checked file; the caller adds it to the context and saves.</summary>
    public KeptFile Seal(byte[] content, FileFormat format, string owner, Actor actor)
    {
        var now = clock.GetUtcNow();

        // The evidence of the change stands already, so there is a key of this year, or at its turn of the last.
        var period = keys.Periods.Max();
        var id = Guid.CreateVersion7(now);
        return new KeptFile
        {
            Id = id,
            Owner = owner,
            InstitutionId = actor.InstitutionId,
            Format = format,
            Length = content.Length,
            Sha256 = SHA256.HashData(content),
            Period = period,
            AddedByName = actor.PersonName,
            AddedAt = now.UtcDateTime,
            Sealed = CipherOf(keys.Find(period)!, id).Seal(content, Place(id, owner)),
        };
    }

    /// <summary>The files of one thing, oldest first, without their content.</summary>
    public async Task<IReadOnlyList<FileFacts>> ListAsync(string owner, CancellationToken cancellationToken) =>
        await db.KeptFiles.AsNoTracking().Where(f => f.Owner == owner).OrderBy(f => f.AddedAt)
            .Select(f => new FileFacts(f.Id, f.Format, f.Length, f.AddedByName, f.AddedAt)).ToListAsync(cancellationToken);

    /// <summary>A file's content, with evidence first; null when this thing has no such file, or its year's key has been erased.</summary>
    /// <exception cref="CryptographicException">The stored file was changed or moved.</exception>
    public async Task<FileDownload?> OpenAsync(string owner, Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var file = await db.KeptFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id && f.Owner == owner, cancellationToken);
        if (file is null || keys.Find(file.Period) is not { } period)
        {
            return null;
        }

        var content = CipherOf(period, id).Open(file.Sealed, Place(id, owner));
        await audit.RecordAsync(AuditKind.View, new FileOpened { Owner = owner, Sha256 = Convert.ToHexStringLower(file.Sha256) }, actor, RequestOf(owner));
        return new FileDownload(content, file.Format);
    }

    // Files of a lookup stand beside it in the log.
    private static byte[]? RequestOf(string owner) =>
        owner.StartsWith("lookup/", StringComparison.Ordinal) ? Convert.FromHexString(owner["lookup/".Length..]) : null;

    private static FieldCipher CipherOf(PeriodKeys period, Guid id) =>
        new(HKDF.Expand(HashAlgorithmName.SHA256, period.EncryptionKey, 32, [.. "kept file"u8, .. id.ToByteArray(bigEndian: true)]));

    private static string Place(Guid id, string owner) => $"kept_file:{id}:{owner}";
}

/// <summary>What is told of a file in lists.</summary>
public sealed record FileFacts(Guid Id, FileFormat Format, int Length, string AddedByName, DateTime AddedAt);

/// <summary>A file to hand out.</summary>
public sealed record FileDownload(byte[] Content, FileFormat Format);
