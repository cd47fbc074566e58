using MarriageRegistry.Booklets;
using MarriageRegistry.Checks;
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

    public DbSet<DatabaseMark> Marks => Set<DatabaseMark>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(RegistryDbContext).Assembly);
}
