using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>To which institutions lookups are open (B6), and the switch for each.</summary>
public sealed class OpeningsModel(PortalDbContext db, InstitutionService institutions, TimeProvider clock) : PageModel
{
    public static IReadOnlyList<SelectListItem> States { get; } = [new("开放", "open"), new("关闭", "closed")];

    private static readonly InlineValidator<OpeningsModel> _validator = new()
    {
        v => v.RuleFor(m => m.Code).Must((m, c) => m.Institutions.Any(s => s.Value == c)).WithMessage("请选择公证机构"),
        v => v.RuleFor(m => m.State).Must(s => States.Any(i => i.Value == s)).WithMessage("请选择开放或关闭"),
        v => v.RuleFor(m => m.Reason).Text("请填写理由", 100, "理由"),
    };

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? State { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public IReadOnlyList<SelectListItem> Institutions => [.. Rows.Select(r => new SelectListItem(r.Name, r.Code))];

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        var institution = Rows.First(r => r.Code == Code);
        await institutions.SetOpenAsync(institution.Id, State == "open", Reason!.Trim(), HttpContext.Actor(), cancellationToken);
        return Redirect("/administration/openings");
    }

    // Everything stands in one row per institution: however many cases there are, none is looked at.
    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var rule = await db.OpeningRules.AsNoTracking().SingleAsync(cancellationToken);
        var found = await db.Institutions.AsNoTracking()
            .Where(i => i.Kind == InstitutionKind.NotaryOffice)
            .OrderBy(i => i.RegionCode).ThenBy(i => i.Name)
            .LeftJoin(db.Openings, i => i.Id, o => o.InstitutionId, (i, o) => new { Institution = i, Opening = o })
            .ToListAsync(cancellationToken);
        Rows = [.. found.Select(f => Row.Of(f.Institution, f.Opening, rule, clock.GetUtcNow()))];
    }

    /// <summary>An institution in the list.</summary>
    public sealed record Row(Guid Id, string Name, string Code, string RegionCode, OpeningState State, bool IsConnected, DateTime? SeenAt, DateTime? UploadedAt)
    {
        public int LastReceived { get; private init; }

        public int LastStored { get; private init; }

        public int LastRejected { get; private init; }

        /// <summary>Why it is closed, or until when it is open.</summary>
        public string Note { get; private init; } = "";

        internal static Row Of(Institution institution, Opening? opening, OpeningRule rule, DateTimeOffset now)
        {
            var conditions = new OpeningConditions(opening, rule);
            var state = conditions.For(institution, now);
            return new Row(
                institution.Id,
                institution.Name,
                institution.Code,
                institution.RegionCode,
                state,
                conditions.IsConnectedAt(now),
                opening?.SeenAt is { } seen ? OpeningConditions.Instant(seen) : null,
                opening?.UploadedAt is { } uploaded ? OpeningConditions.Instant(uploaded) : null)
            {
                LastReceived = opening?.LastReceived ?? 0,
                LastStored = opening?.LastStored ?? 0,
                LastRejected = opening?.LastRejected ?? 0,
                Note = OpeningText.Note(state, opening?.OverrideReason ?? ""),
            };
        }
    }
}
