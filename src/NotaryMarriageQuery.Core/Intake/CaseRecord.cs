using CivilIdentity;
using NotaryMarriageQuery.Core.Cases;

namespace NotaryMarriageQuery.Core.Intake;

/// <summary>One record of an upload: a case, or why it is none.</summary>
/// <param name="Index">Place in the upload, from 0.</param>
/// <param name="CaseNumber">Acceptance number as sent, shortened; empty when there is none.</param>
/// <param name="Case">The case; null when the record is rejected.</param>
/// <param name="Reason">Why it is rejected, for the institution's people; empty when it is not.</param>
public sealed record CaseRecord(int Index, string CaseNumber, UploadedCase? Case, string Reason);

/// <summary>A case as an institution's server tells it, at one version.</summary>
public sealed record UploadedCase(
    CaseNumber Number, long Version, string Matter, bool IsOpen, DateOnly AcceptedOn, string? CertificateNumber, IReadOnlyList<UploadedParty> Parties);

/// <summary>A party of an uploaded case.</summary>
public sealed record UploadedParty(PersonName Name, ResidentId Id);
