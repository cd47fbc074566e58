namespace NotaryMarriageQuery.Core.Registry;

/// <summary>What the registry said of a booklet: whether it agrees, and never what the registration holds.</summary>
/// <param name="Outcome">The outcome class (E6).</param>
public sealed record CertificateAnswer(CertificateOutcome Outcome) : RegistryAnswer
{
    /// <summary>What differs; empty unless the outcome is <see cref="CertificateOutcome.Differs"/>.</summary>
    public IReadOnlyList<CertificateField> Differing { get; init; } = [];

    /// <summary>By what it was voided; null unless it was.</summary>
    public CertificateVoiding? VoidedBy { get; init; }

    /// <summary>What came after the marriage; null unless its status changed.</summary>
    public CertificateChange? Change { get; init; }

    /// <summary>The registry's own number of its check, empty when it gave none.</summary>
    public string AnswerId { get; init; } = "";
}

/// <summary>Outcome classes of a check. Stored by name; never renamed.</summary>
public enum CertificateOutcome
{
    /// <summary>一致.</summary>
    Agrees = 1,

    /// <summary>不一致.</summary>
    Differs = 2,

    /// <summary>已作废.</summary>
    Voided = 3,

    /// <summary>登记状态已变更.</summary>
    StatusChanged = 4,

    /// <summary>查无此码.</summary>
    UnknownCode = 5,
}

/// <summary>What is compared. Stored by name; never renamed.</summary>
public enum CertificateField
{
    /// <summary>登记证字号.</summary>
    Number = 1,

    /// <summary>男方姓名.</summary>
    ManName = 2,

    /// <summary>女方姓名.</summary>
    WomanName = 3,

    /// <summary>登记日期.</summary>
    RegisteredOn = 4,
}

/// <summary>What voids a booklet. Stored by name; never renamed.</summary>
public enum CertificateVoiding
{
    /// <summary>更正.</summary>
    Correction = 1,

    /// <summary>补领.</summary>
    Reissue = 2,
}

/// <summary>What changes a registration's status. Stored by name; never renamed.</summary>
public enum CertificateChange
{
    /// <summary>离婚登记.</summary>
    Divorced = 1,

    /// <summary>撤销登记.</summary>
    Annulled = 2,
}
