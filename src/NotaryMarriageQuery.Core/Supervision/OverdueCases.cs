using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Supervision;

/// <summary>Cases that were looked up and never uploaded again, or never got a certificate number (A6), for whoever supervises them.</summary>
public sealed class OverdueCases(PortalDbContext db, LogInspection inspection, AuditLog audit, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>A page of them, the oldest lookup first. The reading is evidence before anything is shown.</summary>
    public async Task<OverduePage> SearchAsync(OverdueFilter filter, Actor actor, CancellationToken cancellationToken)
    {
        var limit = (clock.GetUtcNow() - TimeSpan.FromDays(filter.Days)).ToUnixMicroseconds();
        var scope = (await inspection.InstitutionsAsync(actor, cancellationToken)).Where(i => filter.Institution is null || i.Code == filter.Institution).ToDictionary(i => i.Id);
        var ids = scope.Keys.ToList();
        var (afterAt, afterId) = filter.After ?? (0, Guid.Empty);
        var found = await db.LookedUpCases.AsNoTracking()
            .Where(l => l.FirstAt <= limit && ids.Contains(l.InstitutionId) && (l.FirstAt > afterAt || (l.FirstAt == afterAt && l.CaseId > afterId)))
            .Join(db.Cases, l => l.CaseId, c => c.Id, (l, c) => new { LookedUp = l, Case = c })

            // A case that was entered by hand is never uploaded; it has come to its end when it was closed by hand.
            .Where(x => x.Case.Version > 0 || x.Case.IsOpen)
            .Where(x => (filter.Kind != OverdueKind.NoCertificate && x.Case.Version > 0 && !(x.Case.UploadedAt > x.LookedUp.FirstAt))
                || (filter.Kind != OverdueKind.NotUploaded && x.Case.CertificateNumber == null))
            .OrderBy(x => x.LookedUp.FirstAt).ThenBy(x => x.LookedUp.CaseId)
            .Take(PageSize + 1)
            .Select(x => new { x.LookedUp, x.Case.Number, x.Case.Matter, x.Case.IsOpen, x.Case.Version, x.Case.UploadedAt, HasCertificate = x.Case.CertificateNumber != null })
            .ToListAsync(cancellationToken);
        var rows = found.Take(PageSize).Select(x => new OverdueRow(
            scope[x.LookedUp.InstitutionId].Name,
            x.Number,
            x.Matter,
            x.IsOpen,
            x.LookedUp.FirstAt,
            x.LookedUp.LastAt,
            x.UploadedAt,
            IsNotUploaded: x.Version > 0 && !(x.UploadedAt > x.LookedUp.FirstAt),
            HasNoCertificate: !x.HasCertificate)).ToList();
        await audit.RecordAsync(AuditKind.Search, new OverdueSearched { Filters = filter.Describe(), Shown = rows.Count }, actor);
        return new OverduePage(rows, found.Count > PageSize ? (found[PageSize - 1].LookedUp.FirstAt, found[PageSize - 1].LookedUp.CaseId) : null);
    }
}

/// <summary>What to look for.</summary>
public sealed record OverdueFilter
{
    public const int UsualDays = 30;
    public const int MostDays = 3650;

    public OverdueKind Kind { get; init; } = OverdueKind.Either;

    /// <summary>Days since the lookup.</summary>
    public int Days { get; init; } = UsualDays;

    /// <summary>Code of an institution; null for all in scope.</summary>
    public string? Institution { get; init; }

    /// <summary>The last row of the page before.</summary>
    public (long FirstAt, Guid CaseId)? After { get; init; }

    internal Dictionary<string, string> Describe()
    {
        var filters = new Dictionary<string, string> { ["kind"] = Kind.ToString(), ["days"] = Days.ToString(CultureInfo.InvariantCulture) };
        if (Institution is { } code)
        {
            filters["institution"] = AuditJson.Shorten(code, 100);
        }

        return filters;
    }
}

/// <summary>What has not happened since a lookup.</summary>
public enum OverdueKind
{
    Either = 1,

    /// <summary>未再上传.</summary>
    NotUploaded = 2,

    /// <summary>无公证书编号.</summary>
    NoCertificate = 3,
}

/// <summary>A page of overdue cases, and where the next begins; null at the end.</summary>
public sealed record OverduePage(IReadOnlyList<OverdueRow> Rows, (long FirstAt, Guid CaseId)? Next);

/// <summary>An overdue case; instants in microseconds since the Unix epoch.</summary>
public sealed record OverdueRow(
    string Institution, string Number, string Matter, bool IsOpen, long FirstAt, long LastAt, long? UploadedAt, bool IsNotUploaded, bool HasNoCertificate);
