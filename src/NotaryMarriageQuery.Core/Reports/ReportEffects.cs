using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Openings;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>Brings about what an approved request asks for: through the services that do the same without a request, so that rules and evidence are theirs.</summary>
public sealed class ReportEffects(
    PortalDbContext db, ReportDirectory directory, ReportSecrets secrets, PeopleService people, OpeningService openings, InstitutionService institutions)
{
    /// <summary>True while what the request says of before is so: else the province would decide on something else than it reads.</summary>
    public async Task<bool> StillHoldsAsync(ReportRequest request, ReportContent content, CancellationToken cancellationToken) => request.Kind switch
    {
        ReportKind.Infrastructure =>
            (await directory.FormsAsync([request.InstitutionId], cancellationToken)).GetValueOrDefault(request.InstitutionId) == content.FormBefore,
        ReportKind.RegisterWorkstation =>
            (await directory.WorkstationsAsync(request.InstitutionId, cancellationToken)).All(w => w.Network != content.WorkstationAfter!.Network),
        ReportKind.RemoveWorkstation =>
            (await directory.WorkstationsAsync(request.InstitutionId, cancellationToken)).Contains(content.WorkstationBefore!),
        ReportKind.Enrol =>
            (await directory.CustodiansAsync([request.InstitutionId], cancellationToken))[request.InstitutionId]
                .All(p => ReportProposal.KeyOf(p.Line.Name) != ReportProposal.KeyOf(content.PersonAfter!.Name)),
        _ =>
            (await directory.CustodiansAsync([request.InstitutionId], cancellationToken))[request.InstitutionId]
                .FirstOrDefault(p => p.OperatorId == request.OperatorId)?.Line == content.PersonBefore,
    };

    /// <summary>Brings it about; the claim on the request runs first and in the same transaction.</summary>
    /// <exception cref="StaleRequestException">It cannot be any more.</exception>
    public async Task<Enrolment?> ApplyAsync(
        ReportRequest request, ReportContent content, Account? account, Func<Task> claim, string reason, Actor actor, CancellationToken cancellationToken)
    {
        switch (request.Kind)
        {
            case ReportKind.Enrol:
                return await people.EnrolAsync(account!.Id, Name(content.PersonAfter!), new Consent(reason, request.FiledBy), actor, cancellationToken, async person =>
                {
                    await claim();
                    db.Custodians.Add(Make(person.Id, content.PersonAfter!));
                }) ?? throw new StaleRequestException();
            case ReportKind.Retire:
                await people.RetireAsync(request.OperatorId!.Value, reason, actor, cancellationToken, claim);
                return null;
            case ReportKind.Amend:
                await InOneAsync(claim, async () =>
                {
                    await db.Custodians.Where(c => c.OperatorId == request.OperatorId).ExecuteDeleteAsync(cancellationToken);
                    db.Custodians.Add(Make(request.OperatorId!.Value, content.PersonAfter!));
                }, cancellationToken);
                return null;
            case ReportKind.Infrastructure:
                await SetFormAsync(request.InstitutionId, content, claim, reason, actor, cancellationToken);
                return null;
            case ReportKind.RegisterWorkstation:
                await RegisterAsync(request.InstitutionId, content.WorkstationAfter!, claim, actor, cancellationToken);
                return null;
            case ReportKind.RemoveWorkstation:
                await RemoveAsync(request.InstitutionId, content.WorkstationBefore!, claim, actor, cancellationToken);
                return null;
            default:
                throw new InvalidOperationException("A kind of request has no effect.");
        }
    }

    private async Task SetFormAsync(Guid institutionId, ReportContent content, Func<Task> claim, string reason, Actor actor, CancellationToken cancellationToken)
    {
        var form = content.FormAfter!;
        async Task KeepAsync()
        {
            var report = await db.InstitutionReports.SingleOrDefaultAsync(r => r.InstitutionId == institutionId, cancellationToken)
                ?? db.InstitutionReports.Add(new InstitutionReport { InstitutionId = institutionId }).Entity;
            (report.HeadName, report.SealedPhone) = (form.HeadName, secrets.SealPhone(institutionId, form.Phone));
        }

        if (content.FormBefore?.Address == form.Address || !WorkstationNetwork.TryParse(form.Address, out var network))
        {
            await InOneAsync(claim, KeepAsync, cancellationToken);
            return;
        }

        await openings.SetServerAsync(
            institutionId,
            network,
            reason,
            actor,
            async () =>
            {
                await claim();
                await KeepAsync();
            },
            cancellationToken);
    }

    private async Task RegisterAsync(Guid institutionId, WorkstationLine line, Func<Task> claim, Actor actor, CancellationToken cancellationToken)
    {
        if (!WorkstationNetwork.TryParse(line.Network, out var network)
            || !await institutions.RegisterWorkstationAsync(institutionId, network, line.Label, actor, cancellationToken, claim))
        {
            throw new StaleRequestException();
        }
    }

    private async Task RemoveAsync(Guid institutionId, WorkstationLine line, Func<Task> claim, Actor actor, CancellationToken cancellationToken)
    {
        var id = await db.Workstations.Where(w => w.InstitutionId == institutionId && w.Network == line.Network).Select(w => (Guid?)w.Id).SingleOrDefaultAsync(cancellationToken);
        if (id is null || !await institutions.RemoveWorkstationAsync(id.Value, actor, cancellationToken, claim))
        {
            throw new StaleRequestException();
        }
    }

    private async Task InOneAsync(Func<Task> claim, Func<Task> effect, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await claim();
        await effect();
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private Custodian Make(Guid operatorId, CustodianLine line) =>
        new() { OperatorId = operatorId, Sex = line.Sex!.Value, Post = line.Post, SealedMobile = secrets.SealMobile(operatorId, line.Mobile) };

    private static PersonName Name(CustodianLine line) => PersonName.TryParse(line.Name, out var name, out _) ? name : throw new FormatException("A request has no readable name.");
}

/// <summary>What a request says of before is no longer so.</summary>
public sealed class StaleRequestException : Exception;
