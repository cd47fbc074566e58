using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>Checks a session on every request: alive, not idle, nobody suspended since, and at its workstation.</summary>
public sealed class SessionService(
    PortalDatabase database,
    IDbContextFactory<PortalDbContext> contexts,
    AccessDirectory directory,
    AuditLog audit,
    TimeProvider clock) : IDisposable
{
    private readonly PreparedQuery _find = new(
        database,
        """
        SELECT "AccountId", "OperatorId", "SecurityStamp", "Address", "StartedAt", "LastSeenAt", (SELECT "Version" FROM access_version)
        FROM sign_in_session WHERE "Id" = @id AND "EndedAt" IS NULL
        """,
        "@id");

    // Sessions whose last request is being written down by a request under way.
    private readonly ConcurrentDictionary<Guid, byte> _touching = new();

    /// <summary>Who is behind a session now, from this address.</summary>
    public async Task<SessionCheck> CheckAsync(Guid sessionId, IPAddress address, CancellationToken cancellationToken)
    {
        var session = await _find.FirstAsync(Found.Read, cancellationToken, sessionId);
        if (session is null || IsOver(session))
        {
            return new SessionCheck.Ended();
        }

        await TouchAsync(sessionId, session, cancellationToken);
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

    public void Dispose() => _find.Dispose();

    // Of many requests at once one writes; the others need not wait for it.
    private async Task TouchAsync(Guid sessionId, Found session, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (now - session.LastSeenAt <= SessionRules.TouchEvery || !_touching.TryAdd(sessionId, 0))
        {
            return;
        }

        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.Sessions.Where(s => s.Id == sessionId && s.LastSeenAt < now)
                .ExecuteUpdateAsync(s => s.SetProperty(e => e.LastSeenAt, now), cancellationToken);
        }
        finally
        {
            _touching.TryRemove(sessionId, out _);
        }
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
            MustAcceptTerms = account.Role == AccountRole.NotaryOffice && person.AcceptedTerms < snapshot.Terms,
        };
    }

    private sealed record Found(Guid AccountId, Guid OperatorId, string SecurityStamp, string Address, DateTime StartedAt, DateTime LastSeenAt, long Version)
    {
        public static Found Read(DbDataReader row) => new(
            row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), Utc(row.GetDateTime(4)), Utc(row.GetDateTime(5)), row.GetInt64(6));

        private static DateTime Utc(DateTime value) => DateTime.SpecifyKind(value, DateTimeKind.Utc);
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
