using System.Net;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>Checks a session on every request: alive, not idle, nobody suspended since, and at its workstation.</summary>
public sealed class SessionService(IDbContextFactory<PortalDbContext> contexts, AccessDirectory directory, AuditLog audit, TimeProvider clock)
{
    private static readonly Func<PortalDbContext, Guid, Task<Found?>> _find = EF.CompileAsyncQuery((PortalDbContext db, Guid id) =>
        db.Sessions.Where(s => s.Id == id)
            .Select(s => new Found
            {
                AccountId = s.AccountId,
                OperatorId = s.OperatorId,
                SecurityStamp = s.SecurityStamp,
                Address = s.Address,
                StartedAt = s.StartedAt,
                LastSeenAt = s.LastSeenAt,
                EndedAt = s.EndedAt,
                Version = db.AccessVersions.Select(v => v.Version).First(),
            })
            .FirstOrDefault());

    /// <summary>Who is behind a session now, from this address.</summary>
    public async Task<SessionCheck> CheckAsync(Guid sessionId, IPAddress address, CancellationToken cancellationToken)
    {
        Found? session;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            session = await _find(db, sessionId);
            if (session is null || session.EndedAt is not null || IsOver(session))
            {
                return new SessionCheck.Ended();
            }

            var now = clock.GetUtcNow().UtcDateTime;
            if (now - session.LastSeenAt > SessionRules.TouchEvery)
            {
                await db.Sessions.Where(s => s.Id == sessionId).ExecuteUpdateAsync(s => s.SetProperty(e => e.LastSeenAt, now), cancellationToken);
            }
        }

        var snapshot = await directory.GetAsync(session.Version, cancellationToken);
        var account = snapshot.FindAccount(session.AccountId);
        var person = snapshot.FindOperator(session.OperatorId);
        if (account is not { State: AccountState.Active } || person is not { IsActive: true } || account.SecurityStamp != session.SecurityStamp)
        {
            return new SessionCheck.Ended();
        }

        var actor = MakeActor(sessionId, snapshot, account, person, address);
        if (!snapshot.IsWorkstation(account.InstitutionId, address))
        {
            return new SessionCheck.WrongPlace(actor, AccessProblem.WorkstationNotRegistered);
        }

        return session.Address == address.ToString()
            ? new SessionCheck.Valid(actor)
            : new SessionCheck.WrongPlace(actor, AccessProblem.WorkstationChanged);
    }

    /// <summary>Ends a session; its cookie is worth nothing from then on.</summary>
    public async Task EndAsync(Actor actor, CancellationToken cancellationToken)
    {
        await audit.RecordAsync(AuditKind.Login, new SignedOut { Session = actor.SessionId }, actor, status: AuditStatus.Done);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Sessions.Where(s => s.Id == actor.SessionId).ExecuteUpdateAsync(s => s.SetProperty(e => e.EndedAt, now), cancellationToken);
    }

    private bool IsOver(Found session)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now - session.LastSeenAt > SessionRules.IdleTimeout || now - session.StartedAt > SessionRules.LongestSession;
    }

    private Actor MakeActor(Guid sessionId, AccessSnapshot snapshot, Account account, Operator person, IPAddress address)
    {
        var institution = snapshot.FindInstitution(account.InstitutionId)!;
        return new Actor
        {
            SessionId = sessionId,
            AccountId = account.Id,
            AccountName = account.UserName!,
            OperatorId = person.Id,
            OperatorNumber = person.Number,
            PersonName = person.Name,
            Role = account.Role,
            InstitutionId = institution.Id,
            InstitutionCode = institution.Code,
            InstitutionName = institution.Name,
            Region = institution.Region,
            Address = address,
            MustChangePassword = PasswordRules.MustChange(account, clock.GetUtcNow().UtcDateTime),
        };
    }

    private sealed class Found
    {
        public Guid AccountId { get; init; }

        public Guid OperatorId { get; init; }

        public required string SecurityStamp { get; init; }

        public required string Address { get; init; }

        public DateTime StartedAt { get; init; }

        public DateTime LastSeenAt { get; init; }

        public DateTime? EndedAt { get; init; }

        public long Version { get; init; }
    }
}

/// <summary>What became of checking a session.</summary>
public abstract record SessionCheck
{
    public sealed record Valid(Actor Actor) : SessionCheck;

    /// <summary>Signed out, idle too long, or account or person no longer active: sign in again.</summary>
    public sealed record Ended : SessionCheck;

    /// <summary>A live session at a place where it may not be used.</summary>
    public sealed record WrongPlace(Actor Actor, AccessProblem Problem) : SessionCheck;
}
