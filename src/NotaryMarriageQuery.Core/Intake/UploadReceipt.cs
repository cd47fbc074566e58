namespace NotaryMarriageQuery.Core.Intake;

/// <summary>What became of an upload; the institution's server keeps it.</summary>
/// <param name="Received">Records in the upload.</param>
/// <param name="Stored">Cases that were new, or newer than what was there.</param>
/// <param name="Unchanged">Cases that were there in this version or a newer one.</param>
/// <param name="Rejected">Records that are no case, each with its reason.</param>
/// <param name="Digest">Lower-case hexadecimal SHA-256 of the body.</param>
public sealed record UploadReceipt(int Received, int Stored, int Unchanged, IReadOnlyList<RejectedRecord> Rejected, string Digest);

/// <summary>A record that was rejected.</summary>
public sealed record RejectedRecord(int Index, string CaseNumber, string Reason);
