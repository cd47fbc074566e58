using MarriageRegistry.Registrations;

namespace MarriageRegistry.Checks;

/// <summary>What the booklet in hand shows (E6); null where the asker did not give it. Nothing of it is kept.</summary>
public sealed record ShownCertificate(string? CertificateNumber, string? ManName, string? WomanName, DateOnly? RegisteredOn);

/// <summary>What a scan can end with (E6).</summary>
public enum CheckOutcome
{
    /// <summary>一致.</summary>
    Agrees = 1,

    /// <summary>不一致: fields are named, never values.</summary>
    Differs = 2,

    /// <summary>已作废: the booklet was replaced, by a correction or a reissue.</summary>
    Voided = 3,

    /// <summary>登记状态已变更: the booklet is genuine, the couple has divorced or the marriage was annulled since.</summary>
    StatusChanged = 4,

    /// <summary>查无此码.</summary>
    UnknownCode = 5,
}

/// <summary>The answer to one check; it holds no personal data.</summary>
/// <param name="Outcome">What was found.</param>
/// <param name="DifferingFields">Of <see cref="CheckField.All"/>, those that differ.</param>
/// <param name="VoidedBy"><c>correction</c> or <c>reissue</c> of a voided booklet, else null.</param>
/// <param name="Status"><c>divorced</c> or <c>annulled</c> where the status has changed, else null.</param>
/// <param name="ComparedFields">The fields that were compared; none of an unknown or voided code.</param>
public sealed record CheckAnswer(
    CheckOutcome Outcome,
    IReadOnlyList<string> DifferingFields,
    string? VoidedBy,
    string? Status,
    IReadOnlyList<string> ComparedFields)
{
    public const string Corrected = "correction";
    public const string Reissued = "reissue";
    public const string Divorced = "divorced";
    public const string Annulled = "annulled";

    /// <summary>No booklet has the code, or the text is no code at all.</summary>
    public static CheckAnswer Unknown { get; } = new(CheckOutcome.UnknownCode, [], null, null, []);

    internal static CheckAnswer Void(string by) => new(CheckOutcome.Voided, [], by, null, []);

    internal static CheckAnswer Changed(RegistrationKind by, IReadOnlyList<string> compared) =>
        new(CheckOutcome.StatusChanged, [], null, by == RegistrationKind.Annulment ? Annulled : Divorced, compared);
}

/// <summary>The fields that a check compares, as the gateway names them.</summary>
public static class CheckField
{
    public const string CertificateNumber = "cert_no";
    public const string ManName = "name_man";
    public const string WomanName = "name_woman";
    public const string RegisteredOn = "op_date";

    public static IReadOnlyList<string> All { get; } = [CertificateNumber, ManName, WomanName, RegisteredOn];
}

/// <summary>How an outcome is written in answers and in the journal.</summary>
public static class CheckOutcomes
{
    public static string ToWord(this CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Agrees => "agrees",
        CheckOutcome.Differs => "differs",
        CheckOutcome.Voided => "voided",
        CheckOutcome.StatusChanged => "statusChanged",
        CheckOutcome.UnknownCode => "unknownCode",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}

/// <summary>The registry cannot vouch for its own record: the booklet was made from other content than the registration holds now.</summary>
public sealed class CheckFailedException(string message) : Exception(message);
