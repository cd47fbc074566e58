using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>A city bureau's work (B5): asks for changes, or confirms that a list still holds. Nothing takes effect here.</summary>
public sealed class ReportFiling(PortalDbContext db, ReportDirectory directory, ReportSecrets secrets, AuditLog audit, TimeProvider clock)
{
    /// <summary>Asks the province to enrol a person.</summary>
    public async Task<FileOutcome> EnrolAsync(Institution institution, CustodianLine line, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var people = (await directory.CustodiansAsync([institution.Id], cancellationToken))[institution.Id];
        return people.Any(p => ReportProposal.KeyOf(p.Line.Name) == ReportProposal.KeyOf(line.Name))
            ? FileOutcome.AlreadyListed
            : await FileAsync(ReportProposal.Enrol(institution, line), reason, actor, cancellationToken);
    }

    /// <summary>Asks the province to retire a person.</summary>
    public async Task<FileOutcome> RetireAsync(Institution institution, Guid operatorId, string reason, Actor actor, CancellationToken cancellationToken) =>
        await FindAsync(institution, operatorId, cancellationToken) is { } person
            ? await FileAsync(ReportProposal.Retire(institution, person), reason, actor, cancellationToken)
            : FileOutcome.NotListed;

    /// <summary>Asks the province to correct what the list says of a person; the name stays.</summary>
    public async Task<FileOutcome> AmendAsync(Institution institution, Guid operatorId, CustodianLine line, string reason, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(institution, operatorId, cancellationToken) is not { } person)
        {
            return FileOutcome.NotListed;
        }

        var proposal = ReportProposal.Amend(institution, person, line);
        return proposal.Content.PersonBefore == proposal.Content.PersonAfter ? FileOutcome.Unchanged : await FileAsync(proposal, reason, actor, cancellationToken);
    }

    /// <summary>Asks the province to change the form of 附件4.</summary>
    public async Task<FileOutcome> ChangeFormAsync(Institution institution, InfrastructureLine form, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var before = (await directory.FormsAsync([institution.Id], cancellationToken)).GetValueOrDefault(institution.Id);
        return before == form ? FileOutcome.Unchanged : await FileAsync(ReportProposal.ChangeForm(institution, before, form), reason, actor, cancellationToken);
    }

    /// <summary>Asks the province to register a workstation.</summary>
    public async Task<FileOutcome> RegisterWorkstationAsync(Institution institution, WorkstationLine line, string reason, Actor actor, CancellationToken cancellationToken) =>
        (await directory.WorkstationsAsync(institution.Id, cancellationToken)).Any(w => w.Network == line.Network)
            ? FileOutcome.WorkstationRegistered
            : await FileAsync(ReportProposal.Register(institution, line), reason, actor, cancellationToken);

    /// <summary>Asks the province to remove the workstation at an address or network.</summary>
    public async Task<FileOutcome> RemoveWorkstationAsync(Institution institution, string network, string reason, Actor actor, CancellationToken cancellationToken) =>
        (await directory.WorkstationsAsync(institution.Id, cancellationToken)).FirstOrDefault(w => w.Network == network) is { } line
            ? await FileAsync(ReportProposal.Remove(institution, line), reason, actor, cancellationToken)
            : FileOutcome.WorkstationGone;

    /// <summary>Says that an institution's list of custodians still holds.</summary>
    public async Task ConfirmAsync(Institution institution, Actor actor, CancellationToken cancellationToken)
    {
        EnsureMayFile(actor);
        var people = (await directory.CustodiansAsync([institution.Id], cancellationToken))[institution.Id].Count();
        await audit.ChangeAsync(ReportEvents.Confirmed(institution, people), actor, async () =>
        {
            await TouchAsync([institution.Id], cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        });
    }

    /// <summary>The request that a proposal becomes.</summary>
    internal ReportRequest Make(ReportProposal proposal, string reason, Actor actor)
    {
        var id = Guid.CreateVersion7();
        return new ReportRequest
        {
            Id = id,
            InstitutionId = proposal.Institution.Id,
            Kind = proposal.Kind,
            OperatorId = proposal.OperatorId,
            SealedContent = secrets.Seal(id, proposal.Content),
            Reason = reason,
            FiledBy = actor.AuditName,
            FiledByName = actor.InstitutionName,
            FiledAt = clock.GetUtcNow().ToUnixMicroseconds(),
            OpenSubject = proposal.Subject,
        };
    }

    /// <summary>Notes that the lists of these institutions were reported now; saved by the caller.</summary>
    internal async Task TouchAsync(IReadOnlyCollection<Guid> institutions, CancellationToken cancellationToken)
    {
        var known = await db.InstitutionReports.Where(r => institutions.Contains(r.InstitutionId)).ToDictionaryAsync(r => r.InstitutionId, cancellationToken);
        foreach (var id in institutions)
        {
            var report = known.GetValueOrDefault(id) ?? db.InstitutionReports.Add(new InstitutionReport { InstitutionId = id }).Entity;
            report.ReportedAt = clock.GetUtcNow().ToUnixMicroseconds();
        }
    }

    // The pages do not offer it to others.
    internal static void EnsureMayFile(Actor actor)
    {
        if (!ReportDirectory.MayFile(actor))
        {
            throw new InvalidOperationException("Only a city bureau reports.");
        }
    }

    private async Task<FileOutcome> FileAsync(ReportProposal proposal, string reason, Actor actor, CancellationToken cancellationToken)
    {
        EnsureMayFile(actor);
        if (await db.ReportRequests.AnyAsync(r => r.OpenSubject == proposal.Subject, cancellationToken))
        {
            return FileOutcome.Waiting;
        }

        var request = Make(proposal, reason, actor);
        await audit.ChangeAsync(ReportEvents.Filed(proposal.Institution, proposal.Kind, proposal.Content, reason), actor, async () =>
        {
            db.ReportRequests.Add(request);
            if (proposal.Kind is ReportKind.Enrol or ReportKind.Retire or ReportKind.Amend)
            {
                await TouchAsync([proposal.Institution.Id], cancellationToken);
            }

            await db.SaveChangesAsync(cancellationToken);
        });
        return FileOutcome.Filed;
    }

    private async Task<CurrentCustodian?> FindAsync(Institution institution, Guid operatorId, CancellationToken cancellationToken) =>
        (await directory.CustodiansAsync([institution.Id], cancellationToken))[institution.Id].FirstOrDefault(p => p.OperatorId == operatorId);
}

/// <summary>What became of asking for a change.</summary>
public enum FileOutcome
{
    Filed,

    /// <summary>The list has somebody of this name.</summary>
    AlreadyListed,

    /// <summary>The person is no longer on the list.</summary>
    NotListed,

    /// <summary>It says what holds already.</summary>
    Unchanged,

    /// <summary>The institution has this workstation.</summary>
    WorkstationRegistered,

    /// <summary>The institution has no such workstation any more.</summary>
    WorkstationGone,

    /// <summary>The province has not decided an earlier request about the same yet.</summary>
    Waiting,
}
