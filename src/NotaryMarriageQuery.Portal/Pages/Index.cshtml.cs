using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Inspections;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Core.Sanctions;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>Start page: what each role wants to know first.</summary>
public sealed class IndexModel(PortalDbContext db, LogInspection inspection, OpeningReader openings, AccessDirectory directory, FindingBook findings, TimeProvider clock) : PageModel
{
    public IReadOnlyList<Tile> Tiles { get; private set; } = [];

    /// <summary>Whether lookups are open to the own institution; null for everybody else.</summary>
    public OpeningState? Opening { get; private set; }

    /// <summary>What keeps the person from looking up; null when nothing does.</summary>
    public Ban? Ban { get; private set; }

    /// <summary>Decisions about the own institution or its people that were made in the last thirty days.</summary>
    public int NewSanctions { get; private set; }

    /// <summary>Findings of inspections that wait for the own institution's answer.</summary>
    public int OpenFindings { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        Tiles = actor.Role switch
        {
            AccountRole.NotaryOffice => await OfficeAsync(actor, cancellationToken),
            AccountRole.ProvincialAdmin => await ProvinceAsync(cancellationToken),
            _ => await InspectorAsync(actor, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<Tile>> OfficeAsync(Actor actor, CancellationToken cancellationToken)
    {
        var institution = await db.Institutions.SingleAsync(i => i.Id == actor.InstitutionId, cancellationToken);
        Opening = await openings.GetAsync(institution, cancellationToken);
        Ban = (await directory.GetAsync(cancellationToken)).FindBan(actor, clock.GetUtcNow());
        var lately = Microseconds(clock.GetUtcNow() - TimeSpan.FromDays(30));
        NewSanctions = await db.Sanctions.CountAsync(s => s.InstitutionId == actor.InstitutionId && s.DecidedAt > lately, cancellationToken);
        OpenFindings = await findings.CountOpenAsync(actor, cancellationToken);
        var cases = await db.Cases.CountAsync(c => c.InstitutionId == actor.InstitutionId && c.IsOpen, cancellationToken);
        return
        [
            new("查询", Ban is not null ? "权限停用" : Opening.IsOpen ? "已开放" : "未开放", Ban is null ? "按开放条件自动开闭" : "见处理决定"),
            new("今日查询", $"{await CountTodayAsync([actor.InstitutionCode], cancellationToken)}", "本机构，不含被拒绝的"),
            new("在办案件", $"{cases}", "查询须指明在办案件"),
        ];
    }

    private async Task<IReadOnlyList<Tile>> InspectorAsync(Actor actor, CancellationToken cancellationToken)
    {
        var institutions = await inspection.InstitutionsAsync(actor, cancellationToken);
        var offices = institutions.Where(i => i.Kind == InstitutionKind.NotaryOffice).ToList();
        return
        [
            new("公证机构", $"{offices.Count}", "在您的监督范围内"),
            new("已开放查询", $"{offices.Count(i => i.IsOpen)}", "由省厅按开放条件设定"),
            new("今日查询", $"{await CountTodayAsync([.. offices.Select(i => i.Code)], cancellationToken)}", "不含被拒绝的"),
        ];
    }

    private async Task<IReadOnlyList<Tile>> ProvinceAsync(CancellationToken cancellationToken) =>
    [
        new("公证机构", $"{await db.Institutions.CountAsync(i => i.Kind == InstitutionKind.NotaryOffice, cancellationToken)}", "全省"),
        new("未开放查询", $"{await db.Institutions.CountAsync(i => i.Kind == InstitutionKind.NotaryOffice && !i.IsOpen, cancellationToken)}", "家公证机构"),
        new("在用账户", $"{await db.Accounts.CountAsync(a => a.State == AccountState.Active, cancellationToken)}", "每家公证机构一个"),
        new("待处理", $"{await CountWaitingAsync(cancellationToken)}", "异常报告和待确认的申请"),
        new("在册人员", $"{await db.Operators.CountAsync(o => o.IsActive, cancellationToken)}", "每人一个动态码"),
    ];

    private async Task<int> CountWaitingAsync(CancellationToken cancellationToken)
    {
        var now = Microseconds(clock.GetUtcNow());
        return await db.Anomalies.CountAsync(a => a.HandledAt == null, cancellationToken)
            + await db.Approvals.CountAsync(a => a.State == Core.Approvals.ApprovalState.Pending && a.ExpiresAt > now, cancellationToken);
    }

    private Task<int> CountTodayAsync(List<string> organisations, CancellationToken cancellationToken)
    {
        var midnight = Core.ChinaDay.Start(Core.ChinaDay.Today(clock));
        return db.AuditEntries.CountAsync(e => organisations.Contains(e.Organisation) && e.At >= midnight && e.Kind == AuditKind.Intent, cancellationToken);
    }

    private static long Microseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>A number on the start page.</summary>
    public sealed record Tile(string Label, string Value, string Note);
}
