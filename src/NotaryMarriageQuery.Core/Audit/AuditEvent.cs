using System.Text.Json.Serialization;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Core.Files;
using NotaryMarriageQuery.Core.Intake;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Register;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>What a row tells in its encrypted detail. The stored name is the discriminator below and is never renamed.</summary>
/// <remarks>The list here is the catalogue of <c>docs/audit-events.md</c>; a test compares the two.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(WriterStarted), "writer.started")]
[JsonDerivedType(typeof(WriterStopped), "writer.stopped")]
[JsonDerivedType(typeof(PeriodKeyMade), "key.made")]
[JsonDerivedType(typeof(WrappingKeyReplaced), "key.rotated")]
[JsonDerivedType(typeof(SigningKeyReplaced), "signing-key.rotated")]
[JsonDerivedType(typeof(AlarmRaised), "alarm.raised")]
[JsonDerivedType(typeof(OutcomeMissing), "outcome.missing")]
[JsonDerivedType(typeof(Heartbeat), "heartbeat")]
[JsonDerivedType(typeof(LogExported), "log.exported")]
[JsonDerivedType(typeof(LogVerified), "log.verified")]
[JsonDerivedType(typeof(RowsProved), "rows.proved")]
[JsonDerivedType(typeof(LogReconciled), "log.reconciled")]
[JsonDerivedType(typeof(SignInSucceeded), "sign-in.succeeded")]
[JsonDerivedType(typeof(SignInFailed), "sign-in.failed")]
[JsonDerivedType(typeof(SignedOut), "sign-in.ended")]
[JsonDerivedType(typeof(AccessRefused), "access.refused")]
[JsonDerivedType(typeof(IntakeRefused), "intake.refused")]
[JsonDerivedType(typeof(QueryIntended), "query.intended")]
[JsonDerivedType(typeof(QueryAnswered), "query.answered")]
[JsonDerivedType(typeof(QueryRefused), "query.refused")]
[JsonDerivedType(typeof(CertificateIntended), "certificate.intended")]
[JsonDerivedType(typeof(CertificateChecked), "certificate.checked")]
[JsonDerivedType(typeof(CertificateRefused), "certificate.refused")]
[JsonDerivedType(typeof(AnswerViewed), "answer.viewed")]
[JsonDerivedType(typeof(AnswerPrinted), "answer.printed")]
[JsonDerivedType(typeof(LogSearched), "log.searched")]
[JsonDerivedType(typeof(SubjectSearched), "subject.searched")]
[JsonDerivedType(typeof(OverdueSearched), "overdue.searched")]
[JsonDerivedType(typeof(StatementMade), "statement.made")]
[JsonDerivedType(typeof(RegisterOpened), "register.opened")]
[JsonDerivedType(typeof(EntryViewed), "entry.viewed")]
[JsonDerivedType(typeof(EntryUnmasked), "entry.unmasked")]
[JsonDerivedType(typeof(RecordViewed), "record.viewed")]
[JsonDerivedType(typeof(FileOpened), "file.opened")]
[JsonDerivedType(typeof(AssistanceRefused), "assistance.refused")]
[JsonDerivedType(typeof(AssistanceSearched), "assistance.searched")]
[JsonDerivedType(typeof(ReportExported), "report.exported")]
[JsonDerivedType(typeof(ChangeIntended), "change.intended")]
[JsonDerivedType(typeof(ChangeEnded), "change.ended")]
public abstract record AuditEvent
{
    /// <summary>Address of the workstation that acted, empty for the system itself.</summary>
    [JsonPropertyOrder(-1)]
    public string Address { get; init; } = "";

    /// <summary>Name of the person who acted, as enrolled at that time; empty when unknown.</summary>
    [JsonPropertyOrder(-1)]
    public string PersonName { get; init; } = "";
}

/// <summary>A writer began its sequence; after a failure it names the writer that it takes over from.</summary>
public sealed record WriterStarted : AuditEvent
{
    /// <summary>Version of the program.</summary>
    public required string Program { get; init; }

    /// <summary>Row id of the last row that the predecessor in this process saw acknowledged; 0 at process start.</summary>
    public long PredecessorLastId { get; init; }
}

/// <summary>A writer ended in order; nothing of its sequence may follow.</summary>
public sealed record WriterStopped : AuditEvent;

/// <summary>The keys of a new period were made.</summary>
public sealed record PeriodKeyMade : AuditEvent
{
    public required int Period { get; init; }
}

/// <summary>The key that wraps the period keys was replaced: all of them are wrapped anew, and a key file is about to drop the old one.</summary>
public sealed record WrappingKeyReplaced : AuditEvent
{
    /// <summary>Fingerprint of the old key.</summary>
    public required string Old { get; init; }

    /// <summary>Fingerprint of the new key.</summary>
    public required string New { get; init; }

    /// <summary>Periods whose keys it wraps.</summary>
    public required IReadOnlyList<int> Periods { get; init; }
}

/// <summary>A change was about to be made: action, target, and the values before and after.</summary>
public sealed record ChangeIntended : AuditEvent
{
    /// <summary>Stored name of the action, <c>account.issued</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What is changed: an institution's code, an account, a case.</summary>
    public required string Target { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>Who asked for it, where somebody else confirmed and so did it; <c>account/01</c>.</summary>
    public string AskedBy { get; init; } = "";

    /// <summary>It asks for two people, and there was only one.</summary>
    public bool OnePairOfEyes { get; init; }

    public IReadOnlyDictionary<string, string> Before { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> After { get; init; } = new Dictionary<string, string>();
}

/// <summary>What became of a change.</summary>
public sealed record ChangeEnded : AuditEvent
{
    public required string Action { get; init; }

    public required string Target { get; init; }

    /// <summary>Why it was not made, empty when it was.</summary>
    public string Problem { get; init; } = "";

    /// <summary>What it came to, where that was not known before.</summary>
    public IReadOnlyDictionary<string, string> Result { get; init; } = new Dictionary<string, string>();
}
