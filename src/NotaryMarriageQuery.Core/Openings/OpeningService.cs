using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Openings;

/// <summary>The province's work on openings (B6): secrets of the institutions' servers, their addresses, leave and rules. Each with evidence.</summary>
public sealed class OpeningService(PortalDbContext db, KeyRing keys, AuditLog audit, TimeProvider clock)
{
    private const int SecretLength = 32;
    private readonly FieldCipher _cipher = new(keys.FieldKey);

    /// <summary>Issues a secret for an institution's server, in place of the one before, which is good no more. It is shown once.</summary>
    public async Task<string> IssueSecretAsync(Guid institutionId, Consent consent, Actor actor, CancellationToken cancellationToken)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));
        await ChangeAsync(institutionId, consent.On(Intended("opening.secret-issued")), actor, o => Day(o.SecretIssuedAt), "issued", o =>
        {
            o.SealedSecret = _cipher.SealText(secret, Opening.SecretPlace(institutionId));
            o.SecretIssuedAt = clock.GetUtcNow().ToUnixMicroseconds();
        }, cancellationToken);
        return secret;
    }

    /// <summary>Registers the address of an institution's server (附件4) in place of the one before.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed the opening after this revision was read.</exception>
    public Task SetServerAsync(Guid institutionId, int revision, WorkstationNetwork network, string reason, Actor actor, CancellationToken cancellationToken) => ChangeAsync(
        institutionId, Intended("opening.server-changed", reason), actor, o => o.ServerNetwork, "network", o => o.ServerNetwork = network.Value, cancellationToken, revision);

    /// <summary>The same for what a bureau reported; what is given to do <c>together</c> runs first, in the same transaction, and looks itself whether all is as it was read.</summary>
    public Task SetServerAsync(Guid institutionId, WorkstationNetwork network, string reason, Actor actor, Func<Task> together, CancellationToken cancellationToken) => ChangeAsync(
        institutionId, Intended("opening.server-changed", reason), actor, o => o.ServerNetwork, "network", o => o.ServerNetwork = network.Value, cancellationToken, together: together);

    /// <summary>Opens lookups until an instant whatever the server does.</summary>
    public Task SetOverrideAsync(Guid institutionId, DateTimeOffset endsAt, Consent consent, Actor actor, CancellationToken cancellationToken) => ChangeAsync(
        institutionId, consent.On(Intended("opening.leave-granted")), actor, o => Day(o.OverrideEndsAt), "until", o =>
        {
            o.OverrideEndsAt = endsAt.ToUnixMicroseconds();
            o.OverrideReason = consent.Reason;
        }, cancellationToken);

    /// <summary>Ends such leave at once.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed the opening after this revision was read.</exception>
    public Task EndOverrideAsync(Guid institutionId, int revision, string reason, Actor actor, CancellationToken cancellationToken) => ChangeAsync(
        institutionId, Intended("opening.leave-ended", reason), actor, o => Day(o.OverrideEndsAt), "until", o =>
        {
            o.OverrideEndsAt = null;
            o.OverrideReason = "";
        }, cancellationToken, revision);

    /// <summary>Lets an institution enter cases by hand, or no longer.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed the opening after this revision was read.</exception>
    public Task AllowManualCasesAsync(Guid institutionId, int revision, bool allow, string reason, Actor actor, CancellationToken cancellationToken) => ChangeAsync(
        institutionId, Intended("opening.manual-cases", reason), actor, o => o.AllowsManualCases ? "yes" : "no", "allowed", o => o.AllowsManualCases = allow, cancellationToken, revision);

    /// <summary>Sets what holds for all institutions.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed it after this revision was read.</exception>
    public async Task SetRuleAsync(ChangeOpeningRule input, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var rule = await db.OpeningRules.SingleAsync(cancellationToken);
        MustBe(input.Revision, rule.Revision);
        var before = Describe(rule);
        (rule.ConnectionGraceMinutes, rule.UploadGraceMinutes, rule.Contact) = (input.ConnectionGraceMinutes, input.UploadGraceMinutes, input.Contact);
        rule.Revision++;
        var intended = new ChangeIntended { Action = "opening.rule-changed", Target = actor.InstitutionCode, Reason = reason, Before = before, After = Describe(rule) };
        await audit.ChangeAsync(intended, actor, () => db.SaveChangesAsync(cancellationToken));
    }

    private async Task ChangeAsync(
        Guid institutionId,
        ChangeIntended act,
        Actor actor,
        Func<Opening, string> describe,
        string what,
        Action<Opening> change,
        CancellationToken cancellationToken,
        int? revision = null,
        Func<Task>? together = null)
    {
        var institution = await db.Institutions.AsNoTracking().SingleAsync(i => i.Id == institutionId && i.Kind == InstitutionKind.NotaryOffice, cancellationToken);
        var opening = await db.Openings.SingleOrDefaultAsync(o => o.InstitutionId == institutionId, cancellationToken);
        if (opening is null)
        {
            opening = new Opening { InstitutionId = institutionId };
            db.Openings.Add(opening);
        }

        MustBe(revision ?? opening.Revision, opening.Revision);
        var before = describe(opening);
        change(opening);
        opening.Revision++;
        var intended = act with
        {
            Target = institution.Code,
            Before = new Dictionary<string, string> { [what] = before },
            After = new Dictionary<string, string> { [what] = describe(opening) },
        };

        // What the server does meanwhile stays: only the columns that were changed here are written.
        await audit.ChangeAsync(intended, actor, () => db.SaveTogetherAsync(together, () => { }, cancellationToken));
    }

    private static void MustBe(int read, int stored)
    {
        if (read != stored)
        {
            throw new DbUpdateConcurrencyException("Somebody else changed it meanwhile.");
        }
    }

    // The target is known once the institution was read.
    private static ChangeIntended Intended(string action, string reason = "") => new() { Action = action, Target = "", Reason = reason };

    private static Dictionary<string, string> Describe(OpeningRule rule) => new()
    {
        ["connectionGraceMinutes"] = rule.ConnectionGraceMinutes.ToString(CultureInfo.InvariantCulture),
        ["uploadGraceMinutes"] = rule.UploadGraceMinutes.ToString(CultureInfo.InvariantCulture),
        ["contact"] = rule.Contact,
    };

    private static string Day(long? microseconds) => microseconds is { } m ? OpeningConditions.Instant(m).ToString("u", CultureInfo.InvariantCulture) : "";
}

/// <summary>What holds for all institutions' openings, from the revision that was read.</summary>
public sealed record ChangeOpeningRule(int Revision, int ConnectionGraceMinutes, int UploadGraceMinutes, string Contact);
