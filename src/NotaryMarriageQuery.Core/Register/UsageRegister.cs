using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Core.Register;

/// <summary>The usage register (使用登记表, Z 八(一), 附件3) of an institution and a year. It writes itself: every line is an answered lookup in the evidence.</summary>
/// <remarks>
/// Answered means that the registry found records or none; what was refused, failed or is in doubt gave nobody anything and stands in the log.
/// The certificate's number is the newest addition, or what the institution's server uploaded with the case.
/// </remarks>
public sealed class UsageRegister(PortalDbContext db, LogReader reader, LogInspection inspection, ActFollower follower, AuditLog audit, TimeProvider clock)
{
    public const int PageSize = 100;

    /// <summary>After so many days a line without a certificate's number counts as missing one.</summary>
    public const int MissingAfterDays = 30;

    private const int ChunkSize = 500;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>Institutions whose registers the actor may read: the own one, or those under supervision.</summary>
    public async Task<IReadOnlyList<Institution>> InstitutionsAsync(Actor actor, CancellationToken cancellationToken) => actor.Role == AccountRole.NotaryOffice
        ? await db.Institutions.AsNoTracking().Where(i => i.Id == actor.InstitutionId).ToListAsync(cancellationToken)
        : [.. (await inspection.InstitutionsAsync(actor, cancellationToken)).Where(i => i.Kind == InstitutionKind.NotaryOffice)];

    /// <summary>A page of lines, oldest first, as evidence.</summary>
    public async Task<RegisterPage> OpenAsync(RegisterFilter filter, Actor actor, CancellationToken cancellationToken)
    {
        await follower.CatchUpAsync(_patience, cancellationToken);
        var acts = Acts(filter);
        var number = 1;
        if (filter.After is { } after && await db.Acts.Where(a => a.Id == after).Select(a => (long?)a.At).FirstOrDefaultAsync(cancellationToken) is { } at)
        {
            number += await acts.CountAsync(a => a.At < at || (a.At == at && a.Id <= after), cancellationToken);
            acts = acts.Where(a => a.At >= at && (a.At > at || a.Id > after));
        }

        var found = await InOrder(acts).Take(PageSize + 1).ToListAsync(cancellationToken);
        var lines = await LinesAsync([.. found.Take(PageSize)], number, filter.Institution, cancellationToken);
        await audit.RecordAsync(AuditKind.Search, new RegisterOpened { Institution = filter.Institution.Code, Year = filter.Year, Form = "page", Lines = lines.Count }, actor);
        return new RegisterPage(lines, found.Count > PageSize ? found[PageSize - 1].Id : null);
    }

    /// <summary>How many lines a register has.</summary>
    public Task<int> CountAsync(RegisterFilter filter, CancellationToken cancellationToken) => Acts(filter).CountAsync(cancellationToken);

    /// <summary>All lines, read as they are needed; memory does not grow with them.</summary>
    public async IAsyncEnumerable<RegisterLine> ReadAsync(RegisterFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await follower.CatchUpAsync(_patience, cancellationToken);
        var number = 1;
        (long At, long Id) after = (long.MinValue, long.MinValue);
        List<Act> chunk;
        do
        {
            var (at, id) = after;
            chunk = await InOrder(Acts(filter).Where(a => a.At >= at && (a.At > at || a.Id > id))).Take(ChunkSize).ToListAsync(cancellationToken);
            foreach (var line in await LinesAsync(chunk, number, filter.Institution, cancellationToken))
            {
                yield return line;
                number++;
            }

            after = chunk.Count > 0 ? (chunk[^1].At, chunk[^1].Id) : after;
        }
        while (chunk.Count == ChunkSize);
    }

    /// <summary>One line of one of the registers that the actor may read, with the additions to it, oldest first; null when there is none.</summary>
    public async Task<(RegisterLine Line, Institution Institution, IReadOnlyList<RegisterNumber> Additions)?> FindAsync(long actId, Actor actor, CancellationToken cancellationToken)
    {
        await follower.CatchUpAsync(_patience, cancellationToken);
        var act = await Answered(db.Acts.AsNoTracking()).FirstOrDefaultAsync(a => a.Id == actId, cancellationToken);
        var institution = (await InstitutionsAsync(actor, cancellationToken)).FirstOrDefault(i => i.Code == act?.Organisation);
        if (act is null || institution is null || (await LinesAsync([act], 0, institution, cancellationToken)).FirstOrDefault() is not { } line)
        {
            return null;
        }

        return (line, institution, await db.RegisterNumbers.AsNoTracking().Where(n => n.ActId == actId).OrderBy(n => n.AddedAt).ToListAsync(cancellationToken));
    }

    private IQueryable<Act> Acts(RegisterFilter filter)
    {
        var (from, to) = (ChinaDay.Start(new DateOnly(filter.Year, 1, 1)), ChinaDay.Start(ChinaDay.Of(new DateOnly(filter.Year, 12, 31)) + 1));
        var (code, office) = (filter.Institution.Code, filter.Institution.Id);
        var acts = Answered(db.Acts.AsNoTracking()).Where(a => a.Organisation == code && a.At >= from && a.At < to);
        if (!filter.MissingOnly)
        {
            return acts;
        }

        var limit = (clock.GetUtcNow() - TimeSpan.FromDays(MissingAfterDays)).ToUnixMicroseconds();
        return acts.Where(a => a.At < limit
            && !db.RegisterNumbers.Any(n => n.ActId == a.Id)
            && !db.Cases.Any(c => c.InstitutionId == office && c.Number == a.CaseNumber && c.CertificateNumber != null));
    }

    private static IQueryable<Act> Answered(IQueryable<Act> acts) =>
        acts.Where(a => a.Kind == AuditKind.Intent && (a.Status == AuditStatus.Found || a.Status == AuditStatus.NotFound));

    private static IQueryable<Act> InOrder(IQueryable<Act> acts) => acts.OrderBy(a => a.At).ThenBy(a => a.Id);

    private async Task<List<RegisterLine>> LinesAsync(List<Act> acts, int firstNumber, Institution institution, CancellationToken cancellationToken)
    {
        var (ids, cases) = (acts.ConvertAll(a => a.Id), acts.Select(a => a.CaseNumber).Distinct().ToList());
        var added = (await db.RegisterNumbers.AsNoTracking().Where(n => ids.Contains(n.ActId)).OrderBy(n => n.AddedAt).ToListAsync(cancellationToken)).ToLookup(n => n.ActId);
        var uploaded = await db.Cases.AsNoTracking().Where(c => c.InstitutionId == institution.Id && cases.Contains(c.Number) && c.CertificateNumber != null)
            .ToDictionaryAsync(c => c.Number, c => c.CertificateNumber!, cancellationToken);
        var rows = await reader.ReadBeginningsAsync(acts, cancellationToken);
        return [.. rows.Select((row, i) => new RegisterLine(
            firstNumber + i, row.Entry.Id, row.Event?.PersonName ?? "", row.Facts?.Name ?? "", row.Facts?.IdNumber ?? "", row.Facts?.Matter ?? "", row.Entry.CaseNumber,
            added[row.Entry.Id].LastOrDefault()?.Number ?? uploaded.GetValueOrDefault(row.Entry.CaseNumber, ""), row.Entry.AtUtc))];
    }
}

/// <summary>Which register, and which of its lines.</summary>
/// <param name="Institution">Whose; the caller has made sure that it may be read.</param>
/// <param name="Year">Calendar year in China.</param>
public sealed record RegisterFilter(Institution Institution, int Year)
{
    /// <summary>Only lines that have no certificate's number after 30 days.</summary>
    public bool MissingOnly { get; init; }

    /// <summary>Id of the last line of the page before; null for the first page.</summary>
    public long? After { get; init; }
}

/// <summary>A page of the register, and after which line the next begins; null at the end.</summary>
public sealed record RegisterPage(IReadOnlyList<RegisterLine> Lines, long? NextAfter);

/// <summary>A line of 附件3, in its order: 序号, 查询人, 被查询人姓名, 被查询人身份证号, 公证事项, 公证受理号, 公证书编号, 查询时间.</summary>
/// <remarks>The number counts within the institution and the year; the id is of the evidence row that began the lookup.</remarks>
public sealed record RegisterLine(
    int Number, long ActId, string Person, string Name, string IdNumber, string Matter, string CaseNumber, string CertificateNumber, DateTime AtUtc);
