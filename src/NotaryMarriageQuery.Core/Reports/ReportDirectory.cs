using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>Which institutions somebody reports or decides on, and what holds for them now.</summary>
public sealed class ReportDirectory(PortalDbContext db, ReportSecrets secrets)
{
    /// <summary>Reporting is the city bureaus' work (Z 八(六)); a county's reads.</summary>
    public static bool MayFile(Actor actor) => actor.Role == AccountRole.Inspector && actor.Region.Value.Length <= 4;

    /// <summary>Notary institutions in the actor's region, all of them for the province.</summary>
    public async Task<IReadOnlyList<Institution>> InstitutionsAsync(Actor actor, CancellationToken cancellationToken)
    {
        var offices = await db.Institutions.AsNoTracking().Where(i => i.Kind == InstitutionKind.NotaryOffice)
            .OrderBy(i => i.RegionCode).ThenBy(i => i.Name).ToListAsync(cancellationToken);
        return actor.Role switch
        {
            AccountRole.ProvincialAdmin => offices,
            AccountRole.Inspector => [.. offices.Where(i => actor.Region.Contains(i.Region))],
            _ => [],
        };
    }

    /// <summary>An institution by its code; null when there is none that the actor may see.</summary>
    public async Task<Institution?> FindAsync(string code, Actor actor, CancellationToken cancellationToken) =>
        (await InstitutionsAsync(actor, cancellationToken)).FirstOrDefault(i => i.Code == code);

    /// <summary>The people behind the institutions' accounts who are not retired, as 附件2 lists them.</summary>
    public async Task<ILookup<Guid, CurrentCustodian>> CustodiansAsync(IReadOnlyCollection<Guid> institutions, CancellationToken cancellationToken)
    {
        var people = await db.Operators.AsNoTracking().Where(o => o.IsActive)
            .Join(db.Accounts.Where(a => a.Role == AccountRole.NotaryOffice && institutions.Contains(a.InstitutionId)), o => o.AccountId, a => a.Id, (o, a) => new { Person = o, a.InstitutionId })
            .LeftJoin(db.Custodians, p => p.Person.Id, c => c.OperatorId, (p, c) => new { p.Person, p.InstitutionId, Details = c })
            .ToListAsync(cancellationToken);
        return people.OrderBy(p => p.Person.Number).ToLookup(
            p => p.InstitutionId,
            p => new CurrentCustodian(p.Person.Id, p.Person.Number, new CustodianLine(
                p.Person.Name, p.Details?.Sex, p.Details?.Post ?? "", p.Details is null ? "" : secrets.OpenMobile(p.Details))));
    }

    /// <summary>The forms of 附件4 by institution; only of those of whom anything is known.</summary>
    public async Task<IReadOnlyDictionary<Guid, InfrastructureLine>> FormsAsync(IReadOnlyCollection<Guid> institutions, CancellationToken cancellationToken)
    {
        var reports = await db.InstitutionReports.AsNoTracking().Where(r => institutions.Contains(r.InstitutionId)).ToDictionaryAsync(r => r.InstitutionId, cancellationToken);
        var servers = await db.Openings.Where(o => institutions.Contains(o.InstitutionId)).Select(o => new { o.InstitutionId, o.ServerNetwork })
            .ToDictionaryAsync(o => o.InstitutionId, o => o.ServerNetwork, cancellationToken);
        return institutions
            .Select(id => (Id: id, Line: new InfrastructureLine(
                reports.GetValueOrDefault(id)?.HeadName ?? "", secrets.OpenPhone(reports.GetValueOrDefault(id)), servers.GetValueOrDefault(id) ?? "")))
            .Where(f => f.Line != new InfrastructureLine("", "", ""))
            .ToDictionary(f => f.Id, f => f.Line);
    }

    /// <summary>The registered workstations of one institution.</summary>
    public async Task<IReadOnlyList<WorkstationLine>> WorkstationsAsync(Guid institutionId, CancellationToken cancellationToken) =>
        await db.Workstations.AsNoTracking().Where(w => w.InstitutionId == institutionId).OrderBy(w => w.Network)
            .Select(w => new WorkstationLine(w.Network, w.Label)).ToListAsync(cancellationToken);
}

/// <summary>A person behind an institution's account.</summary>
public sealed record CurrentCustodian(Guid OperatorId, int Number, CustodianLine Line);
