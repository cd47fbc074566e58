namespace MarriageRegistry.Desk.Entry;

/// <summary>A form that is saved once, however often it is sent.</summary>
public abstract record DeskForm
{
    public required Guid SubmissionKey { get; init; }
}

/// <summary>结婚登记 as typed.</summary>
public sealed record EnterMarriage : DeskForm
{
    public string? ManName { get; init; }

    public string? ManIdNumber { get; init; }

    public string? WomanName { get; init; }

    public string? WomanIdNumber { get; init; }

    /// <summary>yyyy-MM-dd.</summary>
    public string? RegisteredOn { get; init; }

    public string? Remark { get; init; }
}

/// <summary>离婚登记 or 撤销婚姻: an act on a registered marriage.</summary>
public sealed record EndMarriage : DeskForm
{
    public required long MarriageId { get; init; }

    public string? RegisteredOn { get; init; }

    /// <summary>Number of the court's ruling; for an annulment only.</summary>
    public string? RulingNumber { get; init; }

    public string? Remark { get; init; }
}

/// <summary>补领结婚证, 补领离婚证: names the registration whose booklets are lost or damaged.</summary>
public sealed record ReissueCertificate : DeskForm
{
    public required long OriginalId { get; init; }

    /// <summary>遗失 or 损毁.</summary>
    public string? Reason { get; init; }

    public string? Remark { get; init; }
}

/// <summary>更正: what a registration should say.</summary>
public sealed record CorrectRegistration : DeskForm
{
    public required long RegistrationId { get; init; }

    public string? ManName { get; init; }

    public string? ManIdNumber { get; init; }

    public string? WomanName { get; init; }

    public string? WomanIdNumber { get; init; }

    public string? Remark { get; init; }

    public string? Reason { get; init; }
}
