using CivilIdentity;
using MarriageRegistry.Booklets;
using MarriageRegistry.Data;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Registrations;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Desk.Entry;

/// <summary>A registration with all that belongs to it, and what this registrar may do with it.</summary>
public sealed record RegistrationView
{
    public required MarriageRegistration Registration { get; init; }

    /// <summary>The divorce or annulment that ended the marriage of this certificate; null while it stands or for other kinds.</summary>
    public MarriageRegistration? EndedBy { get; init; }

    /// <summary>Later and earlier acts of the couple.</summary>
    public required IReadOnlyList<MarriageRegistration> Others { get; init; }

    public bool MayEnd { get; init; }

    public bool MayReissue { get; init; }

    public bool MayPrint { get; init; }

    public bool IsPrinted { get; init; }

    /// <summary>Why it cannot be corrected, or null.</summary>
    public string? CorrectionObstacle { get; init; }

    internal static async Task<RegistrationView?> ReadAsync(RegistryDbContext db, long id, DeskActor actor, TimeProvider clock, CancellationToken cancellationToken)
    {
        var registration = await db.Registrations.AsNoTracking().Include(r => r.Booklets).Include(r => r.Replaces).SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        if (registration is null)
        {
            return null;
        }

        var couple = ResidentId.TryParse(registration.Man.IdNumber, ChinaTime.Today(clock), out var man, out _)
            ? (await MarriageSpan.ReadAsync(db, man, cancellationToken)).FindAll(r => MarriageSpan.IsSameCouple(r, registration))
            : [registration];
        var spans = MarriageSpan.Of(couple);
        var isMarriage = registration.Kind is RegistrationKind.Marriage or RegistrationKind.ReissuedMarriageCertificate;
        var span = isMarriage ? spans.FindLast(s => IsNotAfter(s.Opened, registration)) : null;
        var isReissued = couple.Exists(r => r.ReplacesId == id && r.Kind is RegistrationKind.ReissuedMarriageCertificate or RegistrationKind.ReissuedDivorceCertificate);
        var booklets = registration.Booklets.ToList();
        return new RegistrationView
        {
            Registration = registration,
            EndedBy = span?.EndedBy,
            Others = couple.FindAll(r => r.Id != id),
            MayEnd = span is { IsInForce: true },
            MayReissue = !isReissued && registration.Kind != RegistrationKind.Annulment && (!isMarriage || span is { IsInForce: true }),
            MayPrint = registration.OfficeCode == actor.OfficeCode && booklets.Exists(b => b.State == BookletState.Valid),
            IsPrinted = await CorrectionDesk.IsPrintedAsync(db, booklets, cancellationToken),
            CorrectionObstacle = await CorrectionDesk.FindObstacleAsync(db, registration, booklets, actor, cancellationToken),
        };
    }

    private static bool IsNotAfter(MarriageRegistration one, MarriageRegistration other) =>
        (one.RegisteredOn, one.Id).CompareTo((other.RegisteredOn, other.Id)) <= 0;
}
