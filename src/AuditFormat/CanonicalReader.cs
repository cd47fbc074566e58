using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace AuditFormat;

/// <summary>Reads the canonical form piece by piece; every way in which bytes can be wrong ends in a <see cref="FormatException"/>.</summary>
internal ref struct CanonicalReader(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    public byte Byte() => Take(1)[0];

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    /// <summary>The next bytes, a view and no copy.</summary>
    public ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > _rest.Length)
        {
            throw new FormatException("The row is cut.");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    /// <summary>A text as UTF-8, valid and at most <paramref name="maxLength"/> UTF-16 units once decoded.</summary>
    public ReadOnlySpan<byte> Text(int maxLength)
    {
        var text = Take(Int32());

        // Strictly valid UTF-8 has exactly one byte form, so what is read here is written back the same.
        if (!Utf8.IsValid(text) || (text.Length > maxLength && Encoding.UTF8.GetCharCount(text) > maxLength))
        {
            throw new FormatException("A text of the row is no UTF-8 or too long.");
        }

        return text;
    }

    /// <summary>A blob of <paramref name="length"/> bytes, or null.</summary>
    public ReadOnlySpan<byte> OptionalBlob(int length, out bool isNull)
    {
        var stated = Int32();
        isNull = stated == -1;
        return isNull ? default : stated == length ? Take(stated) : throw new FormatException("A blob of the row has the wrong length.");
    }

    /// <summary>A blob that is never null, of any length up to <paramref name="maxLength"/>.</summary>
    public ReadOnlySpan<byte> Blob(int maxLength)
    {
        var length = Int32();
        return length <= maxLength ? Take(length) : throw new FormatException("A blob of the row is too long.");
    }

    /// <summary>Nothing may follow.</summary>
    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            throw new FormatException("Bytes follow the row.");
        }
    }
}
