using System.Globalization;
using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Core.Sanctions;

namespace NotaryMarriageQuery.Core.Approvals;

/// <summary>What is done once it is confirmed: one line for each kind, by the service whose act it is.</summary>
public sealed class ApprovedActs(PortalDbContext db, AccountService accounts, PeopleService people, OpeningService openings, SanctionService sanctions, TimeProvider clock)
{
    /// <summary>Name of the target, when the act can be done as things stand; null otherwise.</summary>
    public async Task<string?> FindTargetAsync(ApprovalKind kind, Guid targetId, string detail, CancellationToken cancellationToken) => kind switch
    {
        ApprovalKind.ResumeAccount => await AccountAsync(targetId, a => a.State == AccountState.Suspended, cancellationToken),
        ApprovalKind.ResetPassword => await AccountAsync(targetId, a => a.State != AccountState.Cancelled, cancellationToken),
        ApprovalKind.EnrolPerson => await db.Operators.AnyAsync(o => o.AccountId == targetId && o.IsActive && o.Name == detail, cancellationToken)
            ? null
            : await AccountAsync(targetId, a => a.State != AccountState.Cancelled, cancellationToken),
        ApprovalKind.ReplaceFactor => await PersonAsync(targetId, cancellationToken),
        ApprovalKind.GrantLeave when EndOf(detail) <= clock.GetUtcNow() => null,
        ApprovalKind.GrantLeave or ApprovalKind.IssueSecret => await db.Institutions
            .Where(i => i.Id == targetId && i.Kind == InstitutionKind.NotaryOffice).Select(i => i.Code).SingleOrDefaultAsync(cancellationToken),
        ApprovalKind.CancelRight or ApprovalKind.LiftSanction => await sanctions.FindDraftAsync(targetId, cancellationToken),
        _ => throw new InvalidOperationException("Nobody knows how to do this."),
    };

    /// <summary>Does it; what has to be told once comes back.</summary>
    public async Task<ActResult> DoAsync(ApprovalKind kind, Guid targetId, string detail, Consent consent, Actor actor, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case ApprovalKind.ResumeAccount:
                await accounts.ResumeAsync(targetId, consent, actor, cancellationToken);
                return new ActResult();
            case ApprovalKind.ResetPassword:
                return new ActResult { OneTimePassword = await accounts.ResetPasswordAsync(targetId, consent, actor, cancellationToken) };
            case ApprovalKind.ReplaceFactor:
                return new ActResult { Enrolment = await people.ReplaceFactorAsync(targetId, consent, actor, cancellationToken) };
            case ApprovalKind.EnrolPerson when PersonName.TryParse(detail, out var name, out _):
                // Two who are added under one name at the same moment: the second is as if somebody else had changed it.
                return new ActResult
                {
                    Enrolment = await people.EnrolAsync(targetId, name, consent, actor, cancellationToken)
                        ?? throw new DbUpdateConcurrencyException("The person was enrolled meanwhile."),
                };
            case ApprovalKind.GrantLeave:
                await openings.SetOverrideAsync(targetId, EndOf(detail), consent, actor, cancellationToken);
                return new ActResult();
            case ApprovalKind.IssueSecret:
                return new ActResult { IntakeSecret = await openings.IssueSecretAsync(targetId, consent, actor, cancellationToken) };
            case ApprovalKind.CancelRight or ApprovalKind.LiftSanction:
                await sanctions.EnforceAsync(targetId, consent, actor, cancellationToken);
                return new ActResult();
            default:
                throw new InvalidOperationException("Nobody knows how to do this.");
        }
    }

    /// <summary>End of a leave as it stands in <see cref="Approval.Detail"/>.</summary>
    public static DateTimeOffset EndOf(string detail) => new(OpeningConditions.Instant(long.Parse(detail, CultureInfo.InvariantCulture)));

    /// <summary>The same, to be kept.</summary>
    public static string DetailOf(DateTimeOffset end) => end.ToUnixMicroseconds().ToString(CultureInfo.InvariantCulture);

    private async Task<string?> AccountAsync(Guid id, Func<Account, bool> fits, CancellationToken cancellationToken) =>
        await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is { } account && fits(account) ? account.UserName : null;

    private async Task<string?> PersonAsync(Guid id, CancellationToken cancellationToken)
    {
        var found = await db.Operators.AsNoTracking().Where(o => o.Id == id && o.IsActive)
            .Join(db.Accounts.Where(a => a.State != AccountState.Cancelled), o => o.AccountId, a => a.Id, (o, a) => new { a.UserName, o.Number })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : Actor.FormatAuditName(found.UserName!, found.Number);
    }
}

/// <summary>What an act came to that is told once, to whoever made it take effect.</summary>
public sealed record ActResult
{
    public string? OneTimePassword { get; init; }

    public Enrolment? Enrolment { get; init; }

    public string? IntakeSecret { get; init; }

    /// <summary>True when there is something that is shown once.</summary>
    public bool HasSecret => OneTimePassword is not null || Enrolment is not null || IntakeSecret is not null;
}
