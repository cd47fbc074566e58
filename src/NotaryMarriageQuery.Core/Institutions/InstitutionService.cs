using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Openings;

namespace NotaryMarriageQuery.Core.Institutions;

/// <summary>The province's work on institutions, their workstations and the opening of lookups (B4, B6). Each with evidence.</summary>
public sealed class InstitutionService(PortalDbContext db, AuditLog audit)
{
    /// <summary>Adds an institution, closed for lookups; null when its code is taken.</summary>
    public async Task<Guid?> AddAsync(AddInstitution input, Actor actor, CancellationToken cancellationToken)
    {
        if (await db.Institutions.AnyAsync(i => i.Code == input.Code, cancellationToken))
        {
            return null;
        }

        var institution = new Institution
        {
            Id = Guid.NewGuid(),
            Code = input.Code,
            Name = input.Name,
            Kind = input.Kind,
            RegionCode = input.Region.Value,
            ClosedReason = "尚未开通",
        };
        await audit.ChangeAsync(InstitutionEvents.Added(institution), actor, async () =>
        {
            db.Institutions.Add(institution);
            if (institution.Kind == InstitutionKind.NotaryOffice)
            {
                db.Openings.Add(new Opening { InstitutionId = institution.Id });
            }

            await db.SaveChangesAsync(cancellationToken);
        });
        return institution.Id;
    }

    /// <summary>Changes name, region and head of an institution.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed it after it was read.</exception>
    public async Task ChangeAsync(ChangeInstitution input, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var institution = await db.Institutions.SingleAsync(i => i.Id == input.Id, cancellationToken);
        if (institution.Revision != input.Revision)
        {
            throw new DbUpdateConcurrencyException("The institution was changed meanwhile.");
        }

        await audit.ChangeAsync(InstitutionEvents.Changed(institution, input, reason), actor, async () =>
        {
            (institution.Name, institution.RegionCode, institution.Head) = (input.Name, input.Region.Value, input.Head);
            institution.Revision++;
            await db.SaveChangesAsync(cancellationToken);
        });
    }

    /// <summary>Opens lookups to an institution, or closes them with the reason that its people read.</summary>
    public async Task SetOpenAsync(Guid institutionId, bool open, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var institution = await db.Institutions.SingleAsync(i => i.Id == institutionId && i.Kind == InstitutionKind.NotaryOffice, cancellationToken);
        await audit.ChangeAsync(InstitutionEvents.OpeningChanged(institution, open, reason), actor, async () =>
        {
            institution.IsOpen = open;
            institution.ClosedReason = open ? "" : reason;
            institution.Revision++;
            await db.SaveChangesAsync(cancellationToken);
        });
    }

    /// <summary>Registers a workstation; false when the institution has it already.</summary>
    /// <remarks>What is given to do <c>together</c> runs first and in the same transaction.</remarks>
    public async Task<bool> RegisterWorkstationAsync(
        Guid institutionId, WorkstationNetwork network, string label, Actor actor, CancellationToken cancellationToken, Func<Task>? together = null)
    {
        var institution = await db.Institutions.SingleAsync(i => i.Id == institutionId, cancellationToken);
        if (await db.Workstations.AnyAsync(w => w.InstitutionId == institutionId && w.Network == network.Value, cancellationToken))
        {
            return false;
        }

        var workstation = new Workstation { Id = Guid.NewGuid(), InstitutionId = institutionId, Network = network.Value, Label = label };
        await audit.ChangeAsync(InstitutionEvents.WorkstationRegistered(institution, workstation), actor, () => db.SaveTogetherAsync(
            together, () => db.Workstations.Add(workstation), cancellationToken));
        return true;
    }

    /// <summary>Removes a workstation; who works there is refused from the next request on. False when it is gone already.</summary>
    /// <remarks>What is given to do <c>together</c> runs first and in the same transaction.</remarks>
    public async Task<bool> RemoveWorkstationAsync(Guid workstationId, Actor actor, CancellationToken cancellationToken, Func<Task>? together = null)
    {
        var workstation = await db.Workstations.SingleOrDefaultAsync(w => w.Id == workstationId, cancellationToken);
        if (workstation is null)
        {
            return false;
        }

        var institution = await db.Institutions.SingleAsync(i => i.Id == workstation.InstitutionId, cancellationToken);
        await audit.ChangeAsync(InstitutionEvents.WorkstationRemoved(institution, workstation), actor, () => db.SaveTogetherAsync(
            together, () => db.Workstations.Remove(workstation), cancellationToken));
        return true;
    }
}

/// <summary>What an institution is to become, from the revision that was read.</summary>
public sealed record ChangeInstitution(Guid Id, int Revision, string Name, RegionCode Region, string Head);

/// <summary>An institution to add.</summary>
public sealed record AddInstitution(string Code, string Name, InstitutionKind Kind, RegionCode Region);
