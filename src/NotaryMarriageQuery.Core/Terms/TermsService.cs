using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Terms;

/// <summary>Terms of use (B2): the province publishes a version, each person accepts it before the next lookup. Each with evidence.</summary>
public sealed class TermsService(PortalDbContext db, AuditLog audit, TimeProvider clock)
{
    /// <summary>The version in force; null while there is none.</summary>
    public Task<TermsVersion?> FindCurrentAsync(CancellationToken cancellationToken) =>
        db.Terms.AsNoTracking().OrderByDescending(t => t.Number).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Publishes a text as the version after the one that was read; every person must accept it before their next lookup.</summary>
    /// <returns>False when another version was published since.</returns>
    public async Task<bool> PublishAsync(string text, int after, string reason, Actor actor, CancellationToken cancellationToken)
    {
        if ((await FindCurrentAsync(cancellationToken))?.Number is { } current ? current != after : after != 0)
        {
            return false;
        }

        var version = new TermsVersion { Number = after + 1, Text = text, PublishedAt = clock.GetUtcNow().ToUnixMicroseconds(), PublishedBy = actor.AuditName };
        await audit.ChangeAsync(Event("terms.published", version) with { Reason = reason }, actor, async () =>
        {
            db.Terms.Add(version);
            await db.SaveChangesAsync(cancellationToken);
        });
        return true;
    }

    /// <summary>The person who acts accepts the version that they read; false when it is not the one in force any more.</summary>
    public async Task<bool> AcceptAsync(int number, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindCurrentAsync(cancellationToken) is not { } current || current.Number != number)
        {
            return false;
        }

        var person = await db.Operators.SingleAsync(o => o.Id == actor.OperatorId, cancellationToken);
        if (person.AcceptedTerms < number)
        {
            await audit.ChangeAsync(Event("terms.accepted", current), actor, async () =>
            {
                (person.AcceptedTerms, person.AcceptedTermsAt) = (number, clock.GetUtcNow().UtcDateTime);
                await db.SaveChangesAsync(cancellationToken);
            });
        }

        return true;
    }

    private static ChangeIntended Event(string action, TermsVersion version) => new()
    {
        Action = action,
        Target = "terms",
        After = new Dictionary<string, string>
        {
            ["version"] = version.Number.ToString(CultureInfo.InvariantCulture),
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version.Text))),
        },
    };
}
