using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Anomalies;

/// <summary>Reports of what is odd about an account (B3): anybody signed in reports, the province deals with it. Each with evidence.</summary>
public sealed class AnomalyService(PortalDbContext db, KeyRing keys, AuditLog audit, TimeProvider clock)
{
    private const int MostBytesInEvidence = 1000;
    private readonly FieldCipher _cipher = new(keys.FieldKey);

    /// <summary>Tells the province.</summary>
    public async Task ReportAsync(AnomalyKind kind, string text, Actor actor, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid();
        var report = new AnomalyReport
        {
            Id = id,
            Kind = kind,
            SealedText = _cipher.SealText(text, AnomalyReport.PlaceOf(id)),
            InstitutionId = actor.InstitutionId,
            OperatorId = actor.OperatorId,
            ReportedBy = actor.AuditName,
            ReportedByName = actor.PersonName,
            ReportedAt = clock.GetUtcNow().ToUnixMicroseconds(),
        };
        var intended = new ChangeIntended
        {
            Action = "anomaly.reported",
            Target = actor.AuditName,
            After = new Dictionary<string, string> { ["kind"] = kind.ToString(), ["text"] = AuditJson.Shorten(text, MostBytesInEvidence) },
        };
        await audit.ChangeAsync(intended, actor, async () =>
        {
            db.Anomalies.Add(report);
            await db.SaveChangesAsync(cancellationToken);
        });
    }

    /// <summary>Notes what the province did about a report; false when somebody has noted it already.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else did at the same moment.</exception>
    public async Task<bool> HandleAsync(Guid id, string note, Actor actor, CancellationToken cancellationToken)
    {
        if (await db.Anomalies.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { HandledAt: null } report)
        {
            return false;
        }

        var intended = new ChangeIntended { Action = "anomaly.handled", Target = report.ReportedBy, Reason = note };
        var now = clock.GetUtcNow().ToUnixMicroseconds();
        await audit.ChangeAsync(intended, actor, async () =>
        {
            var handled = await db.Anomalies.Where(a => a.Id == id && a.HandledAt == null).ExecuteUpdateAsync(
                s => s.SetProperty(a => a.HandledAt, now).SetProperty(a => a.HandledBy, actor.AuditName).SetProperty(a => a.Note, note), cancellationToken);
            if (handled == 0)
            {
                throw new DbUpdateConcurrencyException("The report was dealt with meanwhile.");
            }
        });
        return true;
    }

    /// <summary>What somebody reported.</summary>
    public string TextOf(AnomalyReport report) => _cipher.OpenText(report.SealedText, AnomalyReport.PlaceOf(report.Id));
}
