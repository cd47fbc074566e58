using MarriageRegistry.Booklets;
using MarriageRegistry.Checks;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Entry;
using MarriageRegistry.Desk.Journal;
using MarriageRegistry.Desk.Printing;
using MarriageRegistry.Gateway;
using MarriageRegistry.Journal;
using MarriageRegistry.Registrations;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Data;

/// <summary>The registry's own database. The hot path (lookup, journal) uses prepared statements on the same tables.</summary>
public sealed class RegistryDbContext(DbContextOptions<RegistryDbContext> options) : DbContext(options)
{
    public DbSet<MarriageRegistration> Registrations => Set<MarriageRegistration>();

    public DbSet<Booklet> Booklets => Set<Booklet>();

    public DbSet<AnsweredLookup> AnsweredLookups => Set<AnsweredLookup>();

    public DbSet<QuotaUse> QuotaUses => Set<QuotaUse>();

    public DbSet<Scan> Scans => Set<Scan>();

    public DbSet<RegistryOffice> Offices => Set<RegistryOffice>();

    public DbSet<Registrar> Registrars => Set<Registrar>();

    public DbSet<DeskEntry> DeskEntries => Set<DeskEntry>();

    public DbSet<SerialCounter> SerialCounters => Set<SerialCounter>();

    public DbSet<Printer> Printers => Set<Printer>();

    public DbSet<PrintedPage> PrintedPages => Set<PrintedPage>();

    public DbSet<DatabaseMark> Marks => Set<DatabaseMark>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(RegistryDbContext).Assembly);
}
