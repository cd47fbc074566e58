using CivilIdentity;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Core.Certificates;

/// <summary>A certificate check as the clerk entered it (E7): the case as typed, the booklet as read.</summary>
public sealed record VerifyCertificate
{
    public required string CaseNumber { get; init; }

    public required string Matter { get; init; }

    /// <summary>Holder of the booklet, who is a party of the case.</summary>
    public required string Name { get; init; }

    public LookUpGround? Ground { get; init; }

    public required BookletInHand Booklet { get; init; }

    /// <summary>Number of the form that was filled in; a form that is sent twice makes one check.</summary>
    public Guid? FormId { get; init; }
}

/// <summary>What the booklet in hand shows beside the name of its holder.</summary>
/// <param name="Code">The scanned code.</param>
/// <param name="Number">登记证字号.</param>
/// <param name="RegisteredOn">登记日期.</param>
public sealed record BookletInHand(CertificateCode Code, CertificateNumber Number, DateOnly RegisteredOn)
{
    /// <summary>Name of the other one; null where it is not to be compared.</summary>
    public PersonName? Spouse { get; init; }
}
