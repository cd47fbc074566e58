namespace NotaryMarriageQuery.Core.Registry;

/// <summary>One registration record as the registry shares it (Z 二). Null means that the registry did not provide the field (未提供).</summary>
public sealed record RegistryRecord
{
    public required RecordKind Kind { get; init; }

    /// <summary>The platform's own text or code of the kind, shown where <see cref="Kind"/> is unknown.</summary>
    public required string KindAsGiven { get; init; }

    public required RegistryParty Man { get; init; }

    public required RegistryParty Woman { get; init; }

    /// <summary>登记日期.</summary>
    public DateOnly? RegisteredOn { get; init; }

    /// <summary>登记证字号, or the number of the decision of an annulment.</summary>
    public string? CertificateNumber { get; init; }

    /// <summary>婚姻登记机关名称, as stored there.</summary>
    public string? OfficeName { get; init; }

    /// <summary>备注; an empty text means that the remark is empty, null that none was provided.</summary>
    public string? Remark { get; init; }
}

/// <summary>One side of a record.</summary>
public sealed record RegistryParty
{
    public string? Name { get; init; }

    /// <summary>ID number as held there, 18 or 15 characters.</summary>
    public string? IdNumber { get; init; }

    public DateOnly? BirthDate { get; init; }

    /// <summary>The birth date was not provided and was read out of the ID number.</summary>
    public bool BirthDateIsDerived { get; init; }
}

/// <summary>Kinds of records (Z 三), each told apart on the page.</summary>
public enum RecordKind
{
    /// <summary>A business type that is not in our table (未知业务类型); shown as given, never guessed.</summary>
    Unknown = 0,

    /// <summary>结婚登记 (IA).</summary>
    Marriage = 1,

    /// <summary>离婚登记 (IB).</summary>
    Divorce = 2,

    /// <summary>补领结婚证 (ICA).</summary>
    ReissuedMarriage = 3,

    /// <summary>补领离婚证 (ICB).</summary>
    ReissuedDivorce = 4,

    /// <summary>撤销受胁迫结婚登记 (ID).</summary>
    Annulled = 5,
}
