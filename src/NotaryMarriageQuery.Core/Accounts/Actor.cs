using System.Net;
using CivilIdentity;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>Who acts: the person (查询人) behind the account, for an institution, at a workstation, in one sign-in session.</summary>
/// <remarks>Made only where a request enters; every service that discloses or changes something takes one.</remarks>
public sealed record Actor
{
    public required Guid SessionId { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>The institution's sign-in name.</summary>
    public required string AccountName { get; init; }

    public required Guid OperatorId { get; init; }

    /// <summary>Number of the person within the account, from 1.</summary>
    public required int OperatorNumber { get; init; }

    public required string PersonName { get; init; }

    public required AccountRole Role { get; init; }

    public required Guid InstitutionId { get; init; }

    public required string InstitutionCode { get; init; }

    public required string InstitutionName { get; init; }

    public required RegionCode Region { get; init; }

    public required IPAddress Address { get; init; }

    /// <summary>The password must be changed before anything else (first use, or older than 90 days).</summary>
    public required bool MustChangePassword { get; init; }

    /// <summary>The terms of use have a version that the person has not accepted: no lookup before that. Of notary offices only.</summary>
    public bool MustAcceptTerms { get; init; }

    /// <summary>Name in the evidence's actor column, <c>account/01</c>.</summary>
    public string AuditName => FormatAuditName(AccountName, OperatorNumber);

    /// <summary>Formats a name for the evidence's actor column.</summary>
    public static string FormatAuditName(string account, int operatorNumber) => $"{account}/{operatorNumber:00}";
}
