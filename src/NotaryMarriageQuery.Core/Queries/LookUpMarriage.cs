namespace NotaryMarriageQuery.Core.Queries;

/// <summary>A lookup as the clerk entered it (Z 四, Z 八(二)); nothing in it is checked yet.</summary>
public sealed record LookUpMarriage
{
    public required string CaseNumber { get; init; }

    public required string Name { get; init; }

    public required string IdNumber { get; init; }

    public required string Matter { get; init; }

    public LookUpGround? Ground { get; init; }

    public string EntrustingInstitution { get; init; } = "";

    public string LetterNumber { get; init; } = "";

    public DateOnly? LetterDate { get; init; }

    /// <summary>Number of the form that was filled in; a form that is sent twice makes one lookup.</summary>
    public Guid? FormId { get; init; }
}

/// <summary>The ground of a lookup (查询依据).</summary>
public enum LookUpGround
{
    /// <summary>当事人同意.</summary>
    PartyConsent = 1,

    /// <summary>当事人授权.</summary>
    PartyAuthorization = 2,

    /// <summary>受其他公证机构委托, with its written request.</summary>
    EntrustedRequest = 3,
}
