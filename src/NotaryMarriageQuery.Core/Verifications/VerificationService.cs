using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Verifications;

/// <summary>Keeps what marriage registries ask an institution about its certificates, and what it answers (D1, D2). Each with evidence.</summary>
public sealed class VerificationService(PortalDbContext db, KeyRing keys, AuditLog audit, TimeProvider clock)
{
    private readonly FieldCipher _cipher = new(keys.FieldKey);

    /// <summary>Keeps a question or a visit; returns its number in addresses.</summary>
    public async Task<Guid> RecordAsync(RecordVerification input, Actor actor, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var facts = JsonSerializer.SerializeToUtf8Bytes(input.Facts, VerificationJsonContext.Default.VerificationFacts);
        var intended = new ChangeIntended
        {
            Action = "verification.recorded",
            Target = AuditJson.Shorten(input.CertificateNumber, 400),
            After = new Dictionary<string, string>
            {
                ["id"] = id.ToString(),
                ["channel"] = input.Channel.ToString(),
                ["answer"] = input.Answer.ToString(),
                ["receivedOn"] = input.ReceivedOn.ToString("O", CultureInfo.InvariantCulture),
                ["registry"] = AuditJson.Shorten(input.Facts.Registry, 300),
                ["digest"] = Digest(facts),
            },
        };
        await audit.ChangeAsync(intended, actor, async () =>
        {
            db.Verifications.Add(new Verification
            {
                Id = id,
                InstitutionId = actor.InstitutionId,
                Channel = input.Channel,
                CertificateNumber = input.CertificateNumber,
                ReceivedOn = input.ReceivedOn,
                Answer = input.Answer,
                SealedFacts = _cipher.Seal(facts, Verification.FactsPlace(id)),
                RecordedBy = actor.OperatorId,
                RecordedByName = actor.PersonName,
                RecordedAt = clock.GetUtcNow().UtcDateTime,
            });
            await db.SaveChangesAsync(cancellationToken);
        });
        return id;
    }

    /// <summary>Adds a note or a later answer; false when the institution has no such verification.</summary>
    public async Task<bool> AddAsync(Guid id, string text, VerificationAnswer? answer, Actor actor, CancellationToken cancellationToken)
    {
        var verification = await db.Verifications.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id && v.InstitutionId == actor.InstitutionId, cancellationToken);
        if (verification is null)
        {
            return false;
        }

        var additionId = Guid.CreateVersion7(clock.GetUtcNow());
        var intended = new ChangeIntended
        {
            Action = "verification.added",
            Target = AuditJson.Shorten(verification.CertificateNumber, 400),
            After = new Dictionary<string, string>
            {
                ["id"] = id.ToString(),
                ["answer"] = answer?.ToString() ?? "",
                ["digest"] = Digest(System.Text.Encoding.UTF8.GetBytes(text)),
            },
        };
        await audit.ChangeAsync(intended, actor, async () =>
        {
            db.Add(new VerificationAddition
            {
                Id = additionId,
                VerificationId = id,
                Answer = answer,
                SealedText = _cipher.SealText(text, VerificationAddition.TextPlace(additionId)),
                AddedBy = actor.OperatorId,
                AddedByName = actor.PersonName,
                AddedAt = clock.GetUtcNow().UtcDateTime,
            });
            await db.SaveChangesAsync(cancellationToken);
        });
        return true;
    }

    // Keyed: a plain hash of so few words could be found by trying.
    private string Digest(byte[] text) => Convert.ToHexStringLower(HMACSHA256.HashData(keys.MacKey, text));
}

/// <summary>A question or a visit to keep; checked by the page.</summary>
public sealed record RecordVerification
{
    public required VerificationChannel Channel { get; init; }

    public required string CertificateNumber { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    public required VerificationAnswer Answer { get; init; }

    public required VerificationFacts Facts { get; init; }
}
