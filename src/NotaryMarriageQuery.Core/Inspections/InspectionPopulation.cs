using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Inspections;

/// <summary>Reads what an inspection is drawn from: every lookup in scope and period, refused ones included, by the columns that stand uncovered; why one was refused is read from its content.</summary>
public sealed class InspectionPopulation(PortalDbContext db, KeyRing keys)
{
    /// <summary>Largest population; a longer period is to be inspected in parts.</summary>
    public const int Most = 1_000_000;

    private const long MicrosecondsPerHour = 3_600_000_000;

    /// <summary>The rows in the order of their ids; null when there are too many.</summary>
    public async Task<IReadOnlyList<PopulationRow>?> ReadAsync(Inspection inspection, CancellationToken cancellationToken)
    {
        var codes = inspection.Scope.Select(s => s.Code).ToList();
        var lookups = db.AuditEntries.AsNoTracking()
            .Where(e => codes.Contains(e.Organisation) && e.At >= inspection.FromAt && e.At < inspection.UntilAt && (e.Kind == AuditKind.Intent || e.Kind == AuditKind.Refusal))
            .OrderBy(e => e.Id).Take(Most + 1);
        var rows = new List<PopulationRow>();
        if (inspection.Strata == InspectionStrata.Outcome)
        {
            var ended = lookups.Select(e => new
            {
                e.Id,
                e.Organisation,
                e.Status,
                Ended = db.AuditEntries.Where(o => o.Request == e.Request && o.Kind == AuditKind.Outcome).Select(o => (AuditStatus?)o.Status).FirstOrDefault(),
            });
            await foreach (var row in ended.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                rows.Add(new PopulationRow(row.Id, row.Organisation, ((int)(row.Ended ?? row.Status)).ToString(CultureInfo.InvariantCulture)));
            }
        }
        else if (inspection.Strata == InspectionStrata.Reason)
        {
            await foreach (var entry in lookups.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                var reason = entry.Kind == AuditKind.Refusal ? ActFacts.Of(entry, ActFacts.Open(keys, entry)).Reason : (short)0;
                rows.Add(new PopulationRow(entry.Id, entry.Organisation, reason.ToString("00", CultureInfo.InvariantCulture)));
            }
        }
        else
        {
            await foreach (var row in lookups.Select(e => new { e.Id, e.Organisation, e.At }).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                rows.Add(new PopulationRow(row.Id, row.Organisation, StratumOf(inspection.Strata, row.Organisation, row.At)));
            }
        }

        return rows.Count > Most ? null : rows;
    }

    private static string StratumOf(InspectionStrata strata, string organisation, long at) => strata switch
    {
        InspectionStrata.Institution => organisation,
        InspectionStrata.Hour => ((at / MicrosecondsPerHour + 8) % 24).ToString("00", CultureInfo.InvariantCulture),
        _ => "",
    };
}
