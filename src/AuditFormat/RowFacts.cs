using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AuditFormat;

/// <summary>The columns of a row that rules between rows need, read without an allocation; millions of them pass through a verification.</summary>
/// <param name="Id">Row id, writer and sequence.</param>
/// <param name="Kind">Kind of act.</param>
/// <param name="At">Wall clock, microseconds since the Unix epoch.</param>
/// <param name="Mono">Monotonic clock of the writer, microseconds.</param>
/// <param name="Request">The 16 bytes of the request id, big-endian.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RowFacts(long Id, AuditKind Kind, long At, long Mono, UInt128 Request)
{
    /// <summary>Number of the process that wrote the row.</summary>
    public long Writer => Id >> 32;

    /// <summary>Place among the rows of its writer, from 1.</summary>
    public long Sequence => Id & 0xFFFFFFFF;

    /// <summary>Checks the whole leaf as <see cref="CanonicalRow.Read"/> does and keeps the facts.</summary>
    /// <exception cref="FormatException">Exactly when <see cref="CanonicalRow.Read"/> throws it.</exception>
    public static RowFacts Read(ReadOnlySpan<byte> leaf)
    {
        var reader = new CanonicalReader(leaf);
        CanonicalRow.ReadVersion(ref reader);
        var facts = new RowFacts(
            reader.Int64(),
            (AuditKind)reader.Int16(),
            reader.Int64(),
            reader.Int64(),
            BinaryPrimitives.ReadUInt128BigEndian(reader.Take(AuditEntry.RequestLength)));
        reader.Text(AuditEntry.OrganisationMaxLength);
        reader.Text(AuditEntry.ActorMaxLength);
        reader.Text(AuditEntry.CaseNumberMaxLength);
        reader.OptionalBlob(AuditEntry.SubjectLength, out _);
        reader.OptionalBlob(AuditEntry.SubjectLength, out _);
        reader.Int16();
        reader.Int32();
        reader.Blob(AuditEntry.DetailMaxLength);
        CanonicalRow.ReadMac(ref reader);
        reader.End();
        return facts;
    }
}
