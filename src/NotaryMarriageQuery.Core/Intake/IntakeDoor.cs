using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Openings;

namespace NotaryMarriageQuery.Core.Intake;

/// <summary>Lets calls in that an institution's server has signed: what costs nothing is asked before the body is read, the rest after.</summary>
public sealed class IntakeDoor(
    PortalDatabase database, IDbContextFactory<PortalDbContext> contexts, AccessDirectory directory, KeyRing keys, IntakeRefusals refusals, TimeProvider clock)
{
    /// <summary>How far a caller's clock may be off.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly FieldCipher _cipher = new(keys.FieldKey);

    /// <summary>Everything that can be said without the body.</summary>
    public async Task<IntakeDecision> CheckAsync(IntakeCall call, CancellationToken cancellationToken)
    {
        if (new[] { call.Institution, call.Timestamp, call.Nonce, call.Signature }.Any(h => h.Length == 0))
        {
            return await RefuseAsync(IntakeRefusal.HeadersMissing, call, null);
        }

        var institution = (await directory.GetAsync(cancellationToken)).Institutions
            .FirstOrDefault(i => i.Kind == InstitutionKind.NotaryOffice && i.Code == call.Institution);
        if (institution is null)
        {
            return await RefuseAsync(IntakeRefusal.InstitutionUnknown, call, null);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var opening = await db.Openings.AsNoTracking().SingleOrDefaultAsync(o => o.InstitutionId == institution.Id, cancellationToken);
        var refusal = FindProblem(call, opening);
        return refusal is null
            ? new IntakeDecision.Passed(new ServerCaller(institution.Id, institution.Code, call.Address), opening!)
            : await RefuseAsync(refusal.Value, call, institution.Code);
    }

    /// <summary>The signature over the body, and that the call is not a replayed one.</summary>
    public async Task<IntakeRefusal?> AdmitAsync(IntakeCall call, IntakeDecision.Passed passed, ReadOnlyMemory<byte> bodyHash, int perMinute, CancellationToken cancellationToken)
    {
        var refusal = Fits(call, passed, bodyHash.Span) ? await UseNonceAsync(call, passed.Caller, perMinute, cancellationToken) : IntakeRefusal.SignatureWrong;
        if (refusal is not null)
        {
            await refusals.NoteAsync(refusal.Value, call, passed.Caller.Code);
        }

        return refusal;
    }

    /// <summary>Erases nonces whose calls would be refused by their time.</summary>
    public async Task EraseExpiredAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixMicroseconds();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.IntakeNonces.Where(n => n.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
    }

    private IntakeRefusal? FindProblem(IntakeCall call, Opening? opening)
    {
        if (opening is null || !WorkstationNetwork.TryParse(opening.ServerNetwork, out var server) || !server.Contains(call.Address))
        {
            return IntakeRefusal.AddressNotRegistered;
        }

        if (opening.SealedSecret is null)
        {
            return IntakeRefusal.SecretMissing;
        }

        if (FindTime(call) is not { } time)
        {
            return IntakeRefusal.TimestampInvalid;
        }

        if ((clock.GetUtcNow() - time).Duration() > Tolerance)
        {
            return IntakeRefusal.ClockOff;
        }

        return call.Nonce.Length is < IntakeNonce.MinLength or > IntakeNonce.MaxLength || call.Nonce.Any(c => c is <= ' ' or > '~') ? IntakeRefusal.NonceInvalid : null;
    }

    // Eleven digits: later than any clock, and within what an instant can be.
    private static DateTimeOffset? FindTime(IntakeCall call) =>
        call.Timestamp.Length <= 11 && long.TryParse(call.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private bool Fits(IntakeCall call, IntakeDecision.Passed passed, ReadOnlySpan<byte> bodyHash)
    {
        var secret = _cipher.OpenText(passed.Opening.SealedSecret!, Opening.SecretPlace(passed.Caller.InstitutionId));
        return IntakeSignature.Fits(secret, call, bodyHash);
    }

    private async Task<IntakeRefusal?> UseNonceAsync(IntakeCall call, ServerCaller caller, int perMinute, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var minuteAgo = (now - TimeSpan.FromMinutes(1)).ToUnixMicroseconds();
        if (await db.IntakeNonces.CountAsync(n => n.InstitutionId == caller.InstitutionId && n.At > minuteAgo, cancellationToken) >= perMinute)
        {
            return IntakeRefusal.TooOften;
        }

        db.IntakeNonces.Add(new IntakeNonce
        {
            InstitutionId = caller.InstitutionId,
            Nonce = call.Nonce,
            At = now.ToUnixMicroseconds(),
            ExpiresAt = (FindTime(call)!.Value + Tolerance).ToUnixMicroseconds(),
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException e) when (e.InnerException is DbException inner && database.IsUniqueViolation(inner))
        {
            return IntakeRefusal.NonceUsed;
        }
    }

    private async Task<IntakeDecision> RefuseAsync(IntakeRefusal refusal, IntakeCall call, string? code)
    {
        await refusals.NoteAsync(refusal, call, code);
        return new IntakeDecision.Refused(refusal);
    }
}

/// <summary>What the door decided before the body.</summary>
public abstract record IntakeDecision
{
    /// <summary>The body may be read; nothing has been proved yet.</summary>
    public sealed record Passed(ServerCaller Caller, Opening Opening) : IntakeDecision;

    /// <summary>It may not.</summary>
    public sealed record Refused(IntakeRefusal Reason) : IntakeDecision;
}
