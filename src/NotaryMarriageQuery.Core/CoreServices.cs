using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Alerts;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Anomalies;
using NotaryMarriageQuery.Core.Approvals;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Core.Data;
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
using NotaryMarriageQuery.Core.Statistics;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Core.Verifications;
using NotaryMarriageQuery.Core.Terms;

namespace NotaryMarriageQuery.Core;

/// <summary>Registers the portal's rules and data.</summary>
public static class CoreServices
{
    /// <summary>Adds everything in Core over a database and keys that were opened before.</summary>
    public static IServiceCollection AddCore(this IServiceCollection services, IConfiguration configuration, PortalDatabase database, KeyRing keys, SigningKey signing)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(database);
        services.AddSingleton(keys);
        services.AddSingleton(signing);
        services.AddMemoryCache();
        services.AddPooledDbContextFactory<PortalDbContext>(database.Use);
        services.AddDbContextPool<PortalDbContext>(database.Use);

        services.AddSingleton(_ => new AuditStore(database.Connect));
        services.AddSingleton<AuditWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditWriter>());
        services.AddSingleton<AuditLog>();
        services.Configure<SealingOptions>(configuration.GetSection("Audit"));
        services.AddSingleton<Witness>();
        services.AddSingleton<Sealer>();
        services.AddSingleton<SealingState>();
        services.AddSingleton<AnchorFolder>();
        services.AddSingleton<Overdue>();
        services.AddSingleton<LogName>();
        services.AddSingleton<LogExport>();
        services.AddSingleton<LogVerification>();
        services.AddSingleton<VerificationRun>();
        services.AddSingleton<RowProofs>();
        services.AddSingleton<RestoreDecision>();
        services.AddScoped<KeyErasureService>();
        services.AddSingleton<KeyRotation>();
        services.AddSingleton<Reconciliation>();
        services.AddSingleton<SealingService>();
        services.AddSingleton<SigningKeyRotation>();
        services.AddHostedService(provider => provider.GetRequiredService<SealingService>());

        services.AddIdentityCore<Account>(options => PasswordRules.Configure(options.Password))
            .AddPasswordValidator<PasswordReuseValidator>();
        services.AddScoped<IUserStore<Account>, AccountStore>();
        services.Configure<SignInSettings>(configuration.GetSection("SignIn"));
        services.AddSingleton<AccessDirectory>();
        services.AddSingleton<SessionService>();
        services.AddScoped<SignInService>();
        services.AddSingleton<SignInAttempts>();
        services.AddScoped<AccountService>();
        services.AddScoped<PeopleService>();
        services.AddScoped<FirstAdmin>();
        services.AddScoped<LastUse>();
        services.AddScoped<ApprovedActs>();
        services.AddScoped<ApprovalService>();
        services.AddScoped<TermsService>();
        services.AddScoped<AnomalyService>();

        services.AddScoped<InstitutionService>();
        services.AddSingleton<CaseSecrets>();
        services.AddScoped<CaseService>();

        services.AddSingleton<OpeningReader>();
        services.AddScoped<OpeningService>();
        services.AddSingleton<Connections>();
        services.AddHostedService<ConnectionWatch>();
        services.AddSingleton<IntakeRefusals>();
        services.AddSingleton<IntakeDoor>();
        services.AddSingleton<CaseStore>();
        services.AddSingleton<CaseIntake>();

        services.AddSingleton<ReportSecrets>();
        services.AddScoped<ReportDirectory>();
        services.AddScoped<ReportOverview>();
        services.AddScoped<ReportFiling>();
        services.AddScoped<ReportClosing>();
        services.AddScoped<ReportEffects>();
        services.AddScoped<ReportDecisions>();
        services.AddScoped<ReportWithdrawals>();
        services.AddScoped<OfficeReports>();
        services.AddScoped<ReportPeriods>();
        services.AddScoped<ImportCheck>();
        services.AddScoped<ReportImports>();
        services.AddScoped<ReportExport>();

        services.AddRegistry(configuration);
        services.Configure<QueriesOptions>(configuration.GetSection("Queries"));
        services.AddSingleton<QueryGate>();
        services.AddSingleton<AnswerStore>();
        services.AddSingleton<SharedForms>();
        services.AddSingleton<LookUpForms>();
        services.AddHostedService<ExpiryEraser>();
        services.AddSingleton<QueryService>();
        services.AddScoped<AnswerService>();

        services.AddSingleton<CheckStore>();
        services.AddSingleton<CertificateService>();
        services.AddScoped<CheckService>();

        services.AddScoped<FileKeeper>();
        services.AddSingleton<EntrustmentBook>();
        services.AddScoped<EntrustmentSearch>();
        services.AddScoped<LetterService>();

        services.Configure<AssistanceOptions>(configuration.GetSection("Assistance"));
        services.AddSingleton<AssistanceSecrets>();
        services.AddScoped<AssistanceService>();
        services.AddScoped<AssistanceDesk>();
        services.AddScoped<AssistanceSearch>();
        services.AddScoped<AssistanceBook>();

        services.AddScoped<VerificationService>();
        services.AddScoped<VerificationBook>();

        services.AddScoped<InspectionPopulation>();
        services.AddScoped<InspectionPlanning>();
        services.AddScoped<InspectionWork>();
        services.AddScoped<InspectionBook>();
        services.AddScoped<FindingBook>();

        services.AddScoped<SanctionService>();
        services.AddScoped<SanctionBook>();

        services.AddSingleton<ActFollower>();
        services.AddHostedService<ActFollowing>();
        services.AddScoped<ActCheck>();
        services.AddScoped<LogReader>();
        services.AddScoped<LogSearch>();
        services.AddScoped<SavedFilters>();
        services.AddScoped<TrailReader>();
        services.AddScoped<StatementService>();
        services.AddScoped<UsageRegister>();
        services.AddScoped<RegisterService>();
        services.AddScoped<RegisterExport>();
        services.AddScoped<UseSearch>();
        services.AddScoped<AlertRuleBook>();
        services.AddScoped<AlertBook>();
        services.AddSingleton<AlertEngine>();
        services.AddHostedService<AlertWatch>();
        services.AddScoped<LogInspection>();
        services.AddScoped<OverdueCases>();
        return services;
    }
}
