using MarriageRegistry.Booklets;
using MarriageRegistry.Data;
using MarriageRegistry.Desk;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Journal;
using MarriageRegistry.Registrations;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Pages.Desk;

/// <summary>今日业务: what the office saved today, to be printed.</summary>
public sealed class IndexModel(IDbContextFactory<RegistryDbContext> contexts, TimeProvider clock) : PageModel
{
    public const int Most = 100;

    private static readonly string[] _saved = [DeskActs.Married, DeskActs.Divorced, DeskActs.Reissued, DeskActs.Annulled];

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var office = DeskActor.Of(HttpContext).OfficeCode;
        var midnight = ChinaTime.Today(clock).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - TimeSpan.FromHours(8);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        Rows = await db.DeskEntries.Where(e => e.OfficeCode == office && e.At >= midnight && _saved.Contains(e.Act))
            .OrderByDescending(e => e.Id).Take(Most)
            .Join(db.Registrations, e => e.RegistrationId, r => r.Id, (e, r) => new Row(
                r.Id,
                r.CertificateNumber,
                r.Kind,
                r.Man.Name,
                r.Woman.Name,
                r.RegisteredOn,
                r.Booklets.Count(b => b.State == BookletState.Valid),
                r.Booklets.Count(b => b.State == BookletState.Valid && b.PrintedAt != null)))
            .ToListAsync(cancellationToken);
    }

    public sealed record Row(long Id, string Number, RegistrationKind Kind, string Man, string Woman, DateOnly RegisteredOn, int Booklets, int Printed);
}
