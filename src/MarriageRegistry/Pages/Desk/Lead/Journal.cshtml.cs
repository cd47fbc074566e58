using MarriageRegistry.Data;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Journal;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Pages.Desk.Lead;

/// <summary>工作日志 of the office, for its head.</summary>
public sealed class JournalModel(IDbContextFactory<RegistryDbContext> contexts) : PageModel
{
    private const int Most = 100;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Where the next page begins; null on the last.</summary>
    public long? Next { get; private set; }

    public async Task OnGetAsync(long? before, CancellationToken cancellationToken)
    {
        var office = DeskActor.Of(HttpContext).OfficeCode;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        Rows = await (
            from entry in db.DeskEntries.AsNoTracking().Where(e => e.OfficeCode == office && (before == null || e.Id < before)).OrderByDescending(e => e.Id).Take(Most)
            join registrar in db.Registrars on entry.RegistrarId equals registrar.Id into registrars
            from registrar in registrars.DefaultIfEmpty()
            join registration in db.Registrations on entry.RegistrationId equals registration.Id into registrations
            from registration in registrations.DefaultIfEmpty()
            orderby entry.Id descending
            select new Row(entry, registrar == null ? null : registrar.Name, registration == null ? null : registration.CertificateNumber)).ToListAsync(cancellationToken);
        Next = Rows.Count == Most ? Rows[^1].Entry.Id : null;
    }

    public sealed record Row(DeskEntry Entry, string? Name, string? Number);
}
