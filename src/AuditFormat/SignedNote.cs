using System.Security.Cryptography;
using System.Text;

namespace AuditFormat;

/// <summary>A signed checkpoint in the form of C2SP signed notes: text, blank line, one line per signature.</summary>
public static class SignedNote
{
    /// <summary>Longest note, in bytes of UTF-8. The specification asks for room for 16 signatures; ours take about 150 bytes.</summary>
    public const int MaxLength = 10_000;

    private const string LineStart = "\u2014 ";
    private const int KeyIdLength = 4;

    /// <summary>Signs the checkpoint: DER signature over SHA-256 of its text.</summary>
    /// <exception cref="FormatException">The name or the key does not fit <see cref="VerifierKey"/>.</exception>
    public static string Sign(Checkpoint checkpoint, string name, ECDsa key)
    {
        var verifier = VerifierKey.From(name, key);
        var der = key.SignData(Encoding.UTF8.GetBytes(checkpoint.Text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return $"{checkpoint.Text}\n{LineStart}{name} {Convert.ToBase64String([.. verifier.KeyId, .. der])}\n";
    }

    /// <summary>Checks the note's signature and reads its checkpoint. Signatures of other keys must be well-formed and are otherwise ignored.</summary>
    /// <exception cref="FormatException">Not a note of a checkpoint, or longer than <see cref="MaxLength"/>.</exception>
    /// <exception cref="BadSignatureException">No signature of this key, or one that is wrong.</exception>
    public static Checkpoint Open(string note, VerifierKey key)
    {
        if (note.Length > MaxLength || StrictText.ToUtf8(note).Length > MaxLength)
        {
            throw new FormatException("The note is too long.");
        }

        var blank = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || !note.EndsWith('\n') || note.Any(c => c < ' ' && c != '\n'))
        {
            throw new FormatException("Not a signed note.");
        }

        var text = note[..(blank + 1)];
        var checkpoint = Checkpoint.Parse(text);
        var bytes = StrictText.ToUtf8(text);
        var signed = false;
        foreach (var line in note[(blank + 2)..^1].Split('\n'))
        {
            var (name, signature) = ReadLine(line);
            if (!string.Equals(name, key.Name, StringComparison.Ordinal) || !signature.AsSpan(0, KeyIdLength).SequenceEqual(key.KeyId))
            {
                continue;
            }

            signed = key.Verify(bytes, signature.AsSpan(KeyIdLength))
                ? true
                : throw new BadSignatureException("The signature does not belong to the text.") { KeyMatched = true };
        }

        return signed ? checkpoint : throw new BadSignatureException("The note is not signed by this key.");
    }

    /// <summary><see cref="Open(string, VerifierKey)"/> for the bytes of a file.</summary>
    public static Checkpoint Open(ReadOnlySpan<byte> note, VerifierKey key) =>
        note.Length <= MaxLength ? Open(StrictText.FromUtf8(note), key) : throw new FormatException("The note is too long.");

    private static (string Name, byte[] Signature) ReadLine(string line)
    {
        var parts = line.StartsWith(LineStart, StringComparison.Ordinal) ? line[LineStart.Length..].Split(' ') : [];
        if (parts.Length != 2 || !VerifierKey.IsName(parts[0]))
        {
            throw new FormatException("A line of the note is no signature.");
        }

        var signature = StrictText.Base64(parts[1]);
        return signature.Length > KeyIdLength ? (parts[0], signature) : throw new FormatException("A signature of the note is cut.");
    }
}
