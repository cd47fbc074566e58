using System.Globalization;

namespace AuditFormat;

/// <summary>The head of a tree (C2SP tlog-checkpoint): which log, how many rows, which root. Without its signature it says nothing.</summary>
/// <param name="Origin">Name of the log, the same as the name of its key.</param>
/// <param name="Size">Leaves of the tree, from 0.</param>
/// <param name="Root">Root of the tree, 32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>The text that is signed: three lines, each with its line end; no extension lines.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");

    /// <summary>Reads <see cref="Text"/> back.</summary>
    /// <exception cref="FormatException">Not exactly three lines, or one of them is not in its only spelling.</exception>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Length <= SignedNote.MaxLength ? text.Split('\n') : [];
        if (lines.Length != 4 || lines[3].Length != 0 || !VerifierKey.IsName(lines[0]))
        {
            throw new FormatException("A checkpoint has three lines: origin, size, root.");
        }

        return new(lines[0], StrictText.Number(lines[1]), StrictText.Hash(lines[2]));
    }

    /// <summary>Whether the other checkpoint is of the same log and tree. (Record equality compares arrays by reference.)</summary>
    public bool SameAs(Checkpoint other) =>
        string.Equals(Origin, other.Origin, StringComparison.Ordinal) && Size == other.Size && Root.AsSpan().SequenceEqual(other.Root);
}
