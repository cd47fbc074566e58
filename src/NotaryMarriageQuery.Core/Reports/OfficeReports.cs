using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Openings;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>Reads what holds for one institution and what was asked for, as its bureau and the province see it.</summary>
public sealed class OfficeReports(PortalDbContext db, ReportDirectory directory, ReportSecrets secrets)
{
    private const int MostRequests = 50;

    /// <summary>Null when the actor sees no such notary institution.</summary>
    public async Task<OfficeReport?> FindAsync(string code, Actor actor, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(code, actor, cancellationToken) is not { } institution)
        {
            return null;
        }

        var reportedAt = await db.InstitutionReports.Where(r => r.InstitutionId == institution.Id).Select(r => r.ReportedAt).SingleOrDefaultAsync(cancellationToken);
        var requests = await db.ReportRequests.AsNoTracking().Where(r => r.InstitutionId == institution.Id)
            .OrderByDescending(r => r.FiledAt).Take(MostRequests).ToListAsync(cancellationToken);
        return new OfficeReport(institution)
        {
            People = [.. (await directory.CustodiansAsync([institution.Id], cancellationToken))[institution.Id]],
            Form = (await directory.FormsAsync([institution.Id], cancellationToken)).GetValueOrDefault(institution.Id),
            Workstations = await directory.WorkstationsAsync(institution.Id, cancellationToken),
            ReportedAt = reportedAt is { } at ? OpeningConditions.Instant(at) : null,
            Requests = [.. requests.Select(r => (r, secrets.Open(r)))],
        };
    }
}

/// <summary>One institution's list of 附件2, form of 附件4 and workstations, and the newest requests about them.</summary>
public sealed record OfficeReport(Institution Institution)
{
    public required IReadOnlyList<CurrentCustodian> People { get; init; }

    public required InfrastructureLine? Form { get; init; }

    public required IReadOnlyList<WorkstationLine> Workstations { get; init; }

    /// <summary>When the list was last filed or confirmed.</summary>
    public required DateTime? ReportedAt { get; init; }

    public required IReadOnlyList<(ReportRequest Request, ReportContent Content)> Requests { get; init; }
}
