using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Alerts;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Anomalies;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Inspections;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Intake;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Register;
using NotaryMarriageQuery.Core.Registry;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.Core.Sanctions;
using NotaryMarriageQuery.Core.Verifications;
using NotaryMarriageQuery.Core.Statistics;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Core.Terms;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>The portal's database. Pages may read through it; only services write.</summary>
/// <remarks>Derived contexts own the migrations of each provider (<c>MigrationContexts.cs</c>); at run time there is this one only.</remarks>
public class PortalDbContext : DbContext
{
    public PortalDbContext(DbContextOptions<PortalDbContext> options)
        : base(options)
    {
    }

    private protected PortalDbContext(DbContextOptions options)
        : base(options)
    {
    }

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<AuditSegment> AuditSegments => Set<AuditSegment>();

    public DbSet<AuditTile> AuditTiles => Set<AuditTile>();

    public DbSet<AuditCheckpoint> AuditCheckpoints => Set<AuditCheckpoint>();

    public DbSet<Institution> Institutions => Set<Institution>();

    public DbSet<Workstation> Workstations => Set<Workstation>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Operator> Operators => Set<Operator>();

    public DbSet<SignInSession> Sessions => Set<SignInSession>();

    public DbSet<PasswordHistory> PasswordHistory => Set<PasswordHistory>();

    public DbSet<Approval> Approvals => Set<Approval>();

    public DbSet<AnomalyReport> Anomalies => Set<AnomalyReport>();

    public DbSet<TermsVersion> Terms => Set<TermsVersion>();

    public DbSet<Act> Acts => Set<Act>();

    public DbSet<UseOfDay> UseOfDays => Set<UseOfDay>();

    public DbSet<UseOfMonth> UseOfMonths => Set<UseOfMonth>();

    public DbSet<UseOfHour> UseOfHours => Set<UseOfHour>();

    public DbSet<SavedFilter> SavedFilters => Set<SavedFilter>();

    public DbSet<RegisterNumber> RegisterNumbers => Set<RegisterNumber>();

    public DbSet<Alert> Alerts => Set<Alert>();

    public DbSet<AlertAct> AlertActs => Set<AlertAct>();

    public DbSet<AlertRule> AlertRules => Set<AlertRule>();

    public DbSet<AlertCursor> AlertCursors => Set<AlertCursor>();

    public DbSet<LookedUpCase> LookedUpCases => Set<LookedUpCase>();

    public DbSet<NotarialCase> Cases => Set<NotarialCase>();

    public DbSet<CaseParty> CaseParties => Set<CaseParty>();

    public DbSet<Opening> Openings => Set<Opening>();

    public DbSet<OpeningRule> OpeningRules => Set<OpeningRule>();

    public DbSet<IntakeNonce> IntakeNonces => Set<IntakeNonce>();

    public DbSet<Custodian> Custodians => Set<Custodian>();

    public DbSet<InstitutionReport> InstitutionReports => Set<InstitutionReport>();

    public DbSet<ReportPeriod> ReportPeriods => Set<ReportPeriod>();

    public DbSet<ReportRequest> ReportRequests => Set<ReportRequest>();

    public DbSet<ReportImport> ReportImports => Set<ReportImport>();

    public DbSet<KeptAnswer> KeptAnswers => Set<KeptAnswer>();

    public DbSet<LookUpForm> LookUpForms => Set<LookUpForm>();

    public DbSet<SignInAttempt> SignInAttempts => Set<SignInAttempt>();

    public DbSet<SessionKey> SessionKeys => Set<SessionKey>();

    public DbSet<KeyErasure> KeyErasures => Set<KeyErasure>();

    public DbSet<PeriodKey> PeriodKeys => Set<PeriodKey>();

    public DbSet<GatewaySecret> GatewaySecrets => Set<GatewaySecret>();

    public DbSet<Verification> Verifications => Set<Verification>();

    public DbSet<KeptFile> KeptFiles => Set<KeptFile>();

    public DbSet<EntrustedLookUp> EntrustedLookUps => Set<EntrustedLookUp>();

    public DbSet<AssistanceApplication> AssistanceApplications => Set<AssistanceApplication>();

    public DbSet<Inspection> Inspections => Set<Inspection>();

    public DbSet<InspectionItem> InspectionItems => Set<InspectionItem>();

    public DbSet<InspectionFinding> InspectionFindings => Set<InspectionFinding>();

    public DbSet<Sanction> Sanctions => Set<Sanction>();

    public DbSet<AccessVersion> AccessVersions => Set<AccessVersion>();

    public DbSet<DatabaseMark> Marks => Set<DatabaseMark>();

    /// <summary>Saves; what decides who may enter also raises the version by which every process notices the change at once.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var touchesAccess = ChangeTracker.Entries().Any(e =>
            e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
            && e.Entity is Account or Operator or Institution or Workstation or TermsVersion or Sanction);
        if (!touchesAccess)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        await using var transaction = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await AccessVersions.ExecuteUpdateAsync(v => v.SetProperty(a => a.Version, a => a.Version + 1), cancellationToken);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return saved;
    }

    /// <summary>Saves a change and what belongs to it in one transaction; that part runs first and may refuse by throwing.</summary>
    internal async Task SaveTogetherAsync(Func<Task>? together, Action change, CancellationToken cancellationToken)
    {
        await using var transaction = together is null ? null : await Database.BeginTransactionAsync(cancellationToken);
        if (together is not null)
        {
            await together();
        }

        change();
        await SaveChangesAsync(cancellationToken);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellationToken);
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Databases give DateTimes back without their kind; every instant here is UTC.
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
    }
}
