using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Core.Intake;
using NotaryMarriageQuery.Core.Queries;

namespace NotaryMarriageQuery.Core.Acts;

/// <summary>Turns a row of the evidence into the line of an act.</summary>
internal static class ActFacts
{
    /// <summary>Stands for a matter that is on no list: what was typed may be anything.</summary>
    public const string OtherMatter = "其他";

    private static readonly HashSet<string> _matters = [.. NotarialMatter.All];

    /// <summary>The line of an act that this row begins.</summary>
    public static Act Of(AuditEntry entry, AuditEvent? told) => new()
    {
        Id = entry.Id,
        At = entry.At,
        Kind = told switch
        {
            CertificateIntended => ActKind.Check,
            CertificateRefused => ActKind.CheckRefusal,
            _ => entry.Kind,
        },
        Organisation = entry.Organisation,
        Actor = entry.Actor,
        Address = told?.Address is { Length: <= Act.AddressMaxLength } address ? address : "",
        CaseNumber = entry.CaseNumber,
        Matter = told switch
        {
            QueryIntended asked => Matter(asked.Facts.Matter),
            QueryRefused refused => Matter(refused.Facts.Matter),
            AssistanceRefused refused => Matter(refused.Matter),
            CertificateIntended asked => Matter(asked.Facts.Party.Matter),
            CertificateRefused refused => Matter(refused.Facts.Party.Matter),
            _ => "",
        },
        Status = entry.Status,
        Reason = told switch
        {
            QueryRefused refused => ActReason.Of(refused.Reason),
            AssistanceRefused refused => ActReason.Of(refused.Reason),
            CertificateRefused refused => ActReason.Of(refused.Reason),
            SignInFailed failed => ActReason.Of(failed.Problem),
            AccessRefused refused => ActReason.Of(refused.Problem),
            IntakeRefused refused => ActReason.Of(refused.Reason),
            _ => 0,
        },
        Marks = told is QueryIntended { Facts.Name: var name, PersonName: var person } && SameFamilyName(name, person) ? ActMarks.OwnFamilyName : ActMarks.None,
        Subject = entry.Subject1 ?? [],
    };

    /// <summary>What a row tells; null when its keys were erased or it was tampered with: its act stands in the log all the same.</summary>
    public static AuditEvent? Open(KeyRing keys, AuditEntry entry)
    {
        try
        {
            return AuditJson.Read(keys, entry);
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static string Matter(string typed) => _matters.Contains(typed.Trim()) ? typed.Trim() : OtherMatter;

    // The first character decides: family names of two characters that begin alike are too few to matter for a hint.
    private static bool SameFamilyName(string one, string other) =>
        Rune.DecodeFromUtf16(one, out var first, out _) == System.Buffers.OperationStatus.Done
        && Rune.DecodeFromUtf16(other, out var second, out _) == System.Buffers.OperationStatus.Done
        && first == second;
}

/// <summary>Kinds of acts that the rows of the evidence do not tell apart by their own kind. Stored in lines and counts; never change their meaning.</summary>
/// <remarks>A certificate check is asked of the registry as a lookup is, in rows of the same kinds; in the log it is an act of its own.</remarks>
public static class ActKind
{
    /// <summary>A certificate check (证件核验) that passed the gate.</summary>
    public const AuditKind Check = (AuditKind)101;

    /// <summary>A certificate check that the gate refused.</summary>
    public const AuditKind CheckRefusal = (AuditKind)102;
}

/// <summary>Numbers of the reasons for which something was refused, of all kinds in one column. Stored; never change their meaning.</summary>
public static class ActReason
{
    private const short OfSignIn = 100;
    private const short OfAccess = 200;
    private const short OfIntake = 300;

    public static short Of(RefusalReason reason) => (short)reason;

    public static short Of(SignInProblem problem) => (short)(OfSignIn + (short)problem);

    public static short Of(AccessProblem problem) => (short)(OfAccess + (short)problem);

    public static short Of(IntakeRefusal reason) => (short)(OfIntake + (short)reason);
}
