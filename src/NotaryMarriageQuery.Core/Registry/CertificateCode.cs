using System.Diagnostics.CodeAnalysis;
using CivilIdentity;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The code of one booklet (登记证二维码) as a scanner types it: 30 characters of Crockford's base 32. Whether there is such a booklet, the registry alone knows.</summary>
/// <remarks>Its text form is its name: who has the code has the booklet in hand, and it stands in no log and in no evidence.</remarks>
public readonly record struct CertificateCode
{
    public const int Length = 30;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private CertificateCode(string value) => Value = value;

    /// <summary>The characters in upper case, without groups.</summary>
    public string Value { get; }

    /// <summary>Reads what was scanned or typed: groups, spaces, hyphens, case and full width do not matter, nor do I and L for 1 and O for 0.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CertificateCode code)
    {
        code = default;
        Span<char> read = stackalloc char[Length];
        if (text is null || ForgivingInput.Compact(text, read) != Length)
        {
            return false;
        }

        foreach (ref var character in read)
        {
            character = character switch { 'I' or 'L' => '1', 'O' => '0', var other => other };
            if (!Alphabet.Contains(character, StringComparison.Ordinal))
            {
                return false;
            }
        }

        code = new CertificateCode(new string(read));
        return true;
    }

    /// <summary>The type's name.</summary>
    public override string ToString() => nameof(CertificateCode);
}
