using System.Buffers.Binary;
using System.Text;

namespace AuditFormat;

/// <summary>The one byte form of a row, version 1, over which MACs and tree leaves are computed.</summary>
/// <remarks>
/// Integers are big-endian and of fixed width; texts and blobs carry their length, -1 for null, so that no two different rows share
/// a form. A new column means a new version byte; old versions stay readable for ever.
/// </remarks>
public static class CanonicalRow
{
    public const byte Version = 1;

    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes the row; the leaf form ends with the MAC, the form that is MACed does not.</summary>
    /// <exception cref="EncoderFallbackException">A text holds an unpaired surrogate; drafts refuse those before.</exception>
    public static byte[] Write(AuditEntry entry, bool withMac)
    {
        var length = 1 + 8 + 2 + 8 + 8 + AuditEntry.RequestLength
            + 4 + _strictUtf8.GetByteCount(entry.Organisation)
            + 4 + _strictUtf8.GetByteCount(entry.Actor)
            + 4 + _strictUtf8.GetByteCount(entry.CaseNumber)
            + 4 + (entry.Subject1?.Length ?? 0)
            + 4 + (entry.Subject2?.Length ?? 0)
            + 2 + 4
            + 4 + entry.Detail.Length
            + (withMac ? 4 + entry.Mac.Length : 0);
        var bytes = new byte[length];
        var cursor = new Cursor(bytes);
        cursor.Byte(Version);
        cursor.Int64(entry.Id);
        cursor.Int16((short)entry.Kind);
        cursor.Int64(entry.At);
        cursor.Int64(entry.Mono);
        cursor.Raw(entry.Request);
        cursor.Text(entry.Organisation);
        cursor.Text(entry.Actor);
        cursor.Text(entry.CaseNumber);
        cursor.Blob(entry.Subject1, entry.Subject1 is not null);
        cursor.Blob(entry.Subject2, entry.Subject2 is not null);
        cursor.Int16((short)entry.Status);
        cursor.Int32(entry.KeyId);
        cursor.Blob(entry.Detail);
        if (withMac)
        {
            cursor.Blob(entry.Mac);
        }

        return bytes;
    }

    /// <summary>The leaf form of a row as a damaged database may hold it; null when its columns are longer or shorter than they can be.</summary>
    public static byte[]? TryWrite(AuditEntry entry)
    {
        var fits = entry.Request.Length == AuditEntry.RequestLength
            && entry.Mac.Length == AuditEntry.MacLength
            && entry.Detail.Length <= AuditEntry.DetailMaxLength
            && entry.Subject1 is not { Length: > AuditEntry.SubjectLength }
            && entry.Subject2 is not { Length: > AuditEntry.SubjectLength }
            && entry.Organisation.Length <= AuditEntry.OrganisationMaxLength
            && entry.Actor.Length <= AuditEntry.ActorMaxLength
            && entry.CaseNumber.Length <= AuditEntry.CaseNumberMaxLength;
        try
        {
            return fits ? Write(entry, withMac: true) : null;
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The leaf form of a row as a database gives its bytes; null when its columns are longer or shorter than they can be.</summary>
    public static byte[]? TryWrite(scoped in RawRow row)
    {
        var bytes = new byte[row.LeafLength];
        if (bytes.Length == 0)
        {
            return null;
        }

        var cursor = new Cursor(bytes);
        cursor.Byte(Version);
        cursor.Int64(row.Id);
        cursor.Int16(row.Kind);
        cursor.Int64(row.At);
        cursor.Int64(row.Mono);
        cursor.Raw(row.Request);
        cursor.Blob(row.Organisation);
        cursor.Blob(row.Actor);
        cursor.Blob(row.CaseNumber);
        cursor.Blob(row.Subject1, row.HasSubject1);
        cursor.Blob(row.Subject2, row.HasSubject2);
        cursor.Int16(row.Status);
        cursor.Int32(row.KeyId);
        cursor.Blob(row.Detail);
        cursor.Blob(row.Mac);
        return bytes;
    }

    /// <summary>Reads the leaf form (with MAC). For what it accepts, <see cref="Write"/> gives back the same bytes.</summary>
    /// <exception cref="FormatException">The bytes are not exactly one row of a known version within the column lengths.</exception>
    public static AuditEntry Read(ReadOnlySpan<byte> leaf)
    {
        var reader = new CanonicalReader(leaf);
        ReadVersion(ref reader);
        var entry = new AuditEntry
        {
            Id = reader.Int64(),
            Kind = (AuditKind)reader.Int16(),
            At = reader.Int64(),
            Mono = reader.Int64(),
            Request = reader.Take(AuditEntry.RequestLength).ToArray(),
            Organisation = _strictUtf8.GetString(reader.Text(AuditEntry.OrganisationMaxLength)),
            Actor = _strictUtf8.GetString(reader.Text(AuditEntry.ActorMaxLength)),
            CaseNumber = _strictUtf8.GetString(reader.Text(AuditEntry.CaseNumberMaxLength)),
            Subject1 = ReadSubject(ref reader),
            Subject2 = ReadSubject(ref reader),
            Status = (AuditStatus)reader.Int16(),
            KeyId = reader.Int32(),
            Detail = reader.Blob(AuditEntry.DetailMaxLength).ToArray(),
            Mac = ReadMac(ref reader).ToArray(),
        };
        reader.End();
        return entry;
    }

    internal static void ReadVersion(ref CanonicalReader reader)
    {
        if (reader.Byte() != Version)
        {
            throw new FormatException("The row has an unknown version.");
        }
    }

    internal static ReadOnlySpan<byte> ReadMac(ref CanonicalReader reader)
    {
        var mac = reader.Blob(AuditEntry.MacLength);
        return mac.Length == AuditEntry.MacLength ? mac : throw new FormatException("The row's MAC has the wrong length.");
    }

    private static byte[]? ReadSubject(ref CanonicalReader reader)
    {
        var subject = reader.OptionalBlob(AuditEntry.SubjectLength, out var isNull);
        return isNull ? null : subject.ToArray();
    }

    private ref struct Cursor(Span<byte> rest)
    {
        private Span<byte> _rest = rest;

        public void Byte(byte value)
        {
            _rest[0] = value;
            _rest = _rest[1..];
        }

        public void Int16(short value)
        {
            BinaryPrimitives.WriteInt16BigEndian(_rest, value);
            _rest = _rest[2..];
        }

        public void Int32(int value)
        {
            BinaryPrimitives.WriteInt32BigEndian(_rest, value);
            _rest = _rest[4..];
        }

        public void Int64(long value)
        {
            BinaryPrimitives.WriteInt64BigEndian(_rest, value);
            _rest = _rest[8..];
        }

        public void Raw(ReadOnlySpan<byte> value)
        {
            value.CopyTo(_rest);
            _rest = _rest[value.Length..];
        }

        public void Text(string value)
        {
            var written = _strictUtf8.GetBytes(value, _rest[4..]);
            Int32(written);
            _rest = _rest[written..];
        }

        public void Blob(ReadOnlySpan<byte> value, bool isThere = true)
        {
            Int32(isThere ? value.Length : -1);
            Raw(value);
        }
    }
}
