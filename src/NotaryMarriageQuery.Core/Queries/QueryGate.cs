using System.Data.Common;
using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Core.Registry;
using NotaryMarriageQuery.Core.Sanctions;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>Who may ask what (A4, A6, A7, B4, B6, C4). Every rule about that stands here, in the order in which refusals are told.</summary>
public sealed class QueryGate(
    PortalDatabase database,
    IDbContextFactory<PortalDbContext> contexts,
    AccessDirectory directory,
    OpeningReader openings,
    CaseSecrets secrets,
    TimeProvider clock) : IDisposable
{
    private readonly PreparedQuery _findCase = new(
        database,
        """
        SELECT c."IsOpen", c."Matter", p."Id", p."SealedName", c."Id"
        FROM notarial_case c LEFT JOIN case_party p ON p."CaseId" = c."Id" AND p."IdIndex" = @index
        WHERE c."InstitutionId" = @institution AND c."Number" = @number
        """,
        "@index",
        "@institution",
        "@number");

    /// <summary>Lets a lookup through as a question for the registry, or says why not.</summary>
    public async Task<GateDecision> CheckAsync(LookUpMarriage input, Actor actor, CancellationToken cancellationToken)
    {
        if (await CheckActorAsync(actor, cancellationToken) is { } actorRefusal)
        {
            return actorRefusal;
        }

        var today = ChinaDay.Today(clock);
        if (!ResidentId.TryParse(input.IdNumber, today, out var id, out var problem))
        {
            var reason = problem.IsOutOfScope() ? RefusalReason.DocumentOutOfScope : RefusalReason.IdNumberMalformed;
            return new GateDecision.Refused(reason, problem);
        }

        return await CheckCaseAsync(input, actor, id, cancellationToken) switch
        {
            GateDecision.Open open when FindGroundProblem(input, today) is { } groundProblem => new GateDecision.Refused(groundProblem) { Id = open.Question.Id },
            var decision => decision,
        };
    }

    /// <summary>The same for an application for assistance (A8): the party is known by name, the person searched for may be another.</summary>
    /// <returns>Why not; null when it may be filed.</returns>
    public async Task<GateDecision.Refused?> CheckAssistanceAsync(string caseNumber, string matter, string partyName, Actor actor, CancellationToken cancellationToken)
    {
        return await CheckActorAsync(actor, cancellationToken) ?? (await FindPartyAsync(caseNumber, matter, partyName, actor, cancellationToken)).Refused;
    }

    /// <summary>The same for a certificate check (E7): the booklet names its holder, who is a party of the case; the ground is the lookup's.</summary>
    /// <returns>Refused, or open with the party as the person asked about.</returns>
    public async Task<GateDecision> CheckCertificateAsync(VerifyCertificate input, Actor actor, CancellationToken cancellationToken)
    {
        if (await CheckActorAsync(actor, cancellationToken) is { } actorRefusal)
        {
            return actorRefusal;
        }

        var (refused, found, party) = await FindPartyAsync(input.CaseNumber, input.Matter, input.Name, actor, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        var today = ChinaDay.Today(clock);
        var asked = new LookUpMarriage { CaseNumber = input.CaseNumber, Name = input.Name, IdNumber = secrets.OpenIdNumber(party!), Matter = input.Matter, Ground = input.Ground };
        if (!ResidentId.TryParse(asked.IdNumber, today, out var id, out _) || !PersonName.TryParse(asked.Name, out var name, out _))
        {
            return new GateDecision.Refused(RefusalReason.PersonNotParty);
        }

        return FindGroundProblem(asked, today) is { } problem
            ? new GateDecision.Refused(problem) { Id = id }
            : new GateDecision.Open(new RegistryQuestion(id, name, found!.Number), Compare(name, party!) == NameComparison.NeedsManualCheck, found.Id);
    }

    public void Dispose() => _findCase.Dispose();

    // The party by name, where no number is given: whoever bears the very name before one whose characters only a person can compare.
    private async Task<(GateDecision.Refused? Refused, NotarialCase? Case, CaseParty? Party)> FindPartyAsync(
        string caseNumber, string matter, string partyName, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var number = CaseNumber.TryParse(caseNumber, out var parsed) ? parsed.Value : "";
        var found = await db.Cases.AsNoTracking().Include(c => c.Parties)
            .SingleOrDefaultAsync(c => c.InstitutionId == actor.InstitutionId && c.Number == number, cancellationToken);
        var party = found is not null && PersonName.TryParse(partyName, out var name, out _)
            ? found.Parties.Where(p => Compare(name, p) != NameComparison.Different).MinBy(p => Compare(name, p) != NameComparison.Same)
            : null;
        var reason = found switch
        {
            null => await WhyMissingAsync(db, number, cancellationToken),
            { IsOpen: false } => RefusalReason.CaseClosed,
            _ when found.Matter != matter.Trim() => RefusalReason.MatterDiffers,
            _ when party is null => RefusalReason.PersonNotParty,
            _ => (RefusalReason?)null,
        };
        return (reason is { } refused ? new GateDecision.Refused(refused) : null, found, party);
    }

    private static async Task<RefusalReason> WhyMissingAsync(PortalDbContext db, string number, CancellationToken cancellationToken) =>
        await db.Cases.AnyAsync(c => c.Number == number, cancellationToken) ? RefusalReason.CaseOfOtherInstitution : RefusalReason.CaseUnknown;

    private NameComparison Compare(PersonName name, CaseParty party) => name.CompareWith(secrets.OpenName(party.Id, party.SealedName));

    private async Task<GateDecision.Refused?> CheckActorAsync(Actor actor, CancellationToken cancellationToken)
    {
        var snapshot = await directory.GetAsync(cancellationToken);
        if (snapshot.FindAccount(actor.AccountId) is not { State: AccountState.Active, Role: AccountRole.NotaryOffice } account
            || snapshot.FindOperator(actor.OperatorId) is not { IsActive: true } person)
        {
            return new GateDecision.Refused(RefusalReason.AccountOrPersonNotActive);
        }

        if (snapshot.FindBan(actor, clock.GetUtcNow()) is { } ban)
        {
            return new GateDecision.Refused(RefusalReason.UnderSanction) { Ban = ban };
        }

        if (!snapshot.IsWorkstation(account.InstitutionId, actor.Address))
        {
            return new GateDecision.Refused(RefusalReason.WorkstationNotRegistered);
        }

        if (person.AcceptedTerms < snapshot.Terms)
        {
            return new GateDecision.Refused(RefusalReason.TermsNotAccepted);
        }

        var opening = await openings.GetAsync(snapshot.FindInstitution(account.InstitutionId), cancellationToken);
        return opening.Closure is { } closure ? new GateDecision.Refused(RefusalReason.InstitutionNotOpen) { Closure = closure } : null;
    }

    private async Task<GateDecision> CheckCaseAsync(LookUpMarriage input, Actor actor, ResidentId id, CancellationToken cancellationToken)
    {
        if (!CaseNumber.TryParse(input.CaseNumber, out var number))
        {
            return new GateDecision.Refused(RefusalReason.CaseUnknown) { Id = id };
        }

        var found = await _findCase.FirstAsync(CaseState.Read, cancellationToken, secrets.IndexOf(id), actor.InstitutionId, number.Value);
        if (found is null)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return new GateDecision.Refused(await WhyMissingAsync(db, number.Value, cancellationToken)) { Id = id };
        }

        var refusal = found switch
        {
            { IsOpen: false } => RefusalReason.CaseClosed,
            _ when found.Matter != input.Matter.Trim() => RefusalReason.MatterDiffers,
            { PartyId: null } => RefusalReason.PersonNotParty,
            _ => (RefusalReason?)null,
        };
        if (refusal is not null)
        {
            return new GateDecision.Refused(refusal.Value) { Id = id };
        }

        var partyName = secrets.OpenName(found.PartyId!.Value, found.SealedName!);
        if (!PersonName.TryParse(input.Name, out var name, out _))
        {
            return new GateDecision.Refused(RefusalReason.PartyNameDiffers) { Id = id };
        }

        // Characters that no machine can compare are for the clerk's eye; the number has matched exactly (domain rule 7).
        var comparison = name.CompareWith(partyName);
        return comparison == NameComparison.Different
            ? new GateDecision.Refused(RefusalReason.PartyNameDiffers) { Id = id }
            : new GateDecision.Open(new RegistryQuestion(id, name, number.Value), comparison == NameComparison.NeedsManualCheck, found.CaseId);
    }

    private static RefusalReason? FindGroundProblem(LookUpMarriage input, DateOnly today) => input.Ground switch
    {
        LookUpGround.PartyConsent or LookUpGround.PartyAuthorization => null,
        LookUpGround.EntrustedRequest when string.IsNullOrWhiteSpace(input.EntrustingInstitution)
            || string.IsNullOrWhiteSpace(input.LetterNumber)
            || input.LetterDate is null => RefusalReason.EntrustmentIncomplete,
        LookUpGround.EntrustedRequest when input.LetterDate > today => RefusalReason.LetterDateInFuture,
        LookUpGround.EntrustedRequest => null,
        _ => RefusalReason.GroundMissing,
    };

    private sealed record CaseState(bool IsOpen, string Matter, Guid? PartyId, byte[]? SealedName, Guid CaseId)
    {
        public static CaseState Read(DbDataReader row) => new(
            row.GetBoolean(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetGuid(2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3), row.GetGuid(4));
    }
}

/// <summary>What the gate decided.</summary>
public abstract record GateDecision
{
    /// <summary>The question may be asked. The name may hold characters that only a person can compare.</summary>
    public sealed record Open(RegistryQuestion Question, bool NameNeedsManualCheck, Guid CaseId) : GateDecision;

    /// <summary>It may not, for this reason; with the problem of the ID number where that is the reason.</summary>
    public sealed record Refused(RefusalReason Reason, ResidentIdProblem IdProblem = ResidentIdProblem.None) : GateDecision
    {
        /// <summary>The ID number, once it was found well-formed: the refusal then counts as an act concerning that person.</summary>
        public ResidentId? Id { get; init; }

        /// <summary>Why the institution is closed, where that is the reason.</summary>
        public Closure? Closure { get; init; }

        /// <summary>The decision that forbids it, where that is the reason.</summary>
        public Ban? Ban { get; init; }
    }
}
