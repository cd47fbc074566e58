using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Queries;

namespace NotaryMarriageQuery.Core.Assistance;

/// <summary>Reads applications: the institution its own, the province all; the answer only for the person who applied, each time as evidence.</summary>
public sealed class AssistanceBook(
    PortalDatabase database, PortalDbContext db, AssistanceSecrets secrets, FileKeeper files, AuditLog audit, IOptions<QueriesOptions> queries, TimeProvider clock)
{
    public const int Most = 100;

    /// <summary>The institution's newest applications.</summary>
    public Task<IReadOnlyList<AssistanceRow>> ListOwnAsync(Actor actor, CancellationToken cancellationToken) =>
        ListAsync(db.AssistanceApplications.Where(a => a.InstitutionId == actor.InstitutionId).OrderByDescending(a => a.FiledAt), cancellationToken);

    /// <summary>All open applications, the most urgent first, or the newest closed ones.</summary>
    public Task<IReadOnlyList<AssistanceRow>> ListAllAsync(bool closed, CancellationToken cancellationToken)
    {
        AssistanceState[] open = [AssistanceState.Filed, AssistanceState.InWork, AssistanceState.AwaitingConfirmation];
        return ListAsync(
            closed
                ? db.AssistanceApplications.Where(a => !open.Contains(a.State)).OrderByDescending(a => a.ChangedAt)
                : db.AssistanceApplications.Where(a => open.Contains(a.State)).OrderBy(a => a.DueOn).ThenBy(a => a.FiledAt),
            cancellationToken);
    }

    /// <summary>One application; of the institution where that is given. Null when there is none.</summary>
    public async Task<AssistanceRow?> FindAsync(Guid id, Guid? institutionId, CancellationToken cancellationToken)
    {
        var found = await ListAsync(db.AssistanceApplications.Where(a => a.Id == id && (institutionId == null || a.InstitutionId == institutionId)).OrderBy(a => a.Id), cancellationToken);
        return found is [var row] ? row : null;
    }

    /// <summary>What the last search found, for the officer in charge while it is kept; viewing it is evidence.</summary>
    public async Task<ShownAnswer?> ViewFoundAsync(AssistanceRow row, Actor actor)
    {
        var application = row.Application;
        return application.State == AssistanceState.InWork && application.OfficerId == actor.OperatorId && application.FoundUntil > Now
            ? await ShowAsync(AuditKind.View, secrets.OpenFound(application), application, actor)
            : null;
    }

    /// <summary>An answer that waits for confirmation; viewing it is evidence.</summary>
    public async Task<ShownAnswer?> ViewUnconfirmedAsync(AssistanceRow row, Actor actor)
    {
        var application = row.Application;
        return application.State == AssistanceState.AwaitingConfirmation && application.AnswerUntil > Now
            ? await ShowAsync(AuditKind.View, secrets.OpenAnswer(application), application, actor)
            : null;
    }

    /// <summary>The confirmed answer for the person who applied, to read or to print; from the first time on it is kept as long as any answer.</summary>
    public async Task<ShownAnswer?> ViewAnswerAsync(AssistanceRow row, bool print, Actor actor, CancellationToken cancellationToken)
    {
        var application = row.Application;
        if (application.State != AssistanceState.Answered || application.FiledBy != actor.OperatorId || !(application.AnswerUntil > Now)
            || secrets.OpenAnswer(application) is not { } answer)
        {
            return null;
        }

        var until = application.AnswerUntil.Value;
        if (!application.IsAnswerOpened)
        {
            until = Math.Min(until, (clock.GetUtcNow() + queries.Value.AnswerLifetime).ToUnixMicroseconds());
            await db.AssistanceApplications.Where(a => a.Id == application.Id && !a.IsAnswerOpened)
                .ExecuteUpdateAsync(s => s.SetProperty(a => a.IsAnswerOpened, true).SetProperty(a => a.AnswerUntil, until), cancellationToken);
        }

        var shown = answer with { KeptUntil = DateTime.UnixEpoch.AddTicks(until * TimeSpan.TicksPerMicrosecond) };
        return await ShowAsync(print ? AuditKind.Print : AuditKind.View, shown, application, actor);
    }

    /// <summary>The written application, as evidence; of the institution where that is given. Null when there is none.</summary>
    public async Task<FileDownload?> OpenFileAsync(Guid id, Guid file, Guid? institutionId, Actor actor, CancellationToken cancellationToken) =>
        await FindAsync(id, institutionId, cancellationToken) is null ? null : await files.OpenAsync(FileOwner.Assistance(id), file, actor, cancellationToken);

    /// <summary>Erases what was found and answered and whose time is over; returns how many rows.</summary>
    public async Task<int> EraseExpiredAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        var found = await db.AssistanceApplications.Where(a => a.FoundUntil <= now)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.SealedFound, (byte[]?)null).SetProperty(a => a.FoundUntil, (long?)null), cancellationToken);
        var answers = await db.AssistanceApplications.Where(a => a.AnswerUntil <= now)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.SealedAnswer, (byte[]?)null).SetProperty(a => a.AnswerUntil, (long?)null), cancellationToken);
        if (found + answers > 0)
        {
            await database.RemoveTracesAsync(db, cancellationToken);
        }

        return found + answers;
    }

    private long Now => clock.GetUtcNow().ToUnixMicroseconds();

    private async Task<ShownAnswer?> ShowAsync(AuditKind kind, ShownAnswer? answer, AssistanceApplication application, Actor actor)
    {
        if (answer is not null)
        {
            AuditEvent shown = kind == AuditKind.Print ? new AnswerPrinted() : new AnswerViewed();
            await audit.RecordAsync(kind, shown, actor, Convert.FromHexString(application.SearchRequest), application.CaseNumber);
        }

        return answer;
    }

    private async Task<IReadOnlyList<AssistanceRow>> ListAsync(IQueryable<AssistanceApplication> applications, CancellationToken cancellationToken)
    {
        var found = await applications.AsNoTracking().Take(Most).ToListAsync(cancellationToken);
        var institutions = found.ConvertAll(a => a.InstitutionId);
        var names = await db.Institutions.AsNoTracking().Where(i => institutions.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Name, cancellationToken);
        var today = ChinaDay.Today(clock);
        return found.ConvertAll(a => new AssistanceRow(a, names.GetValueOrDefault(a.InstitutionId, ""), secrets.OpenFacts(a), secrets.OpenRemark(a))
        {
            IsLate = a.DueOn < today && a.State is (AssistanceState.Filed or AssistanceState.InWork or AssistanceState.AwaitingConfirmation),
        });
    }
}

/// <summary>An application as it is read.</summary>
public sealed record AssistanceRow(AssistanceApplication Application, string Institution, AssistanceFacts Facts, string Remark)
{
    /// <summary>The day is over by which the province should have answered.</summary>
    public bool IsLate { get; init; }
}
