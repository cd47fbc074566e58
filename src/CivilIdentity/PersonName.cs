using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CivilIdentity;

/// <summary>Why a text cannot be a person's name.</summary>
public enum PersonNameProblem
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>Nothing was entered, or nothing that could be compared (spaces and dots only).</summary>
    Empty,

    /// <summary>More than <see cref="PersonName.MaxLength"/> code points.</summary>
    TooLong,

    /// <summary>Lone surrogates or control characters: the text was damaged on its way.</summary>
    Malformed,
}

/// <summary>What comparing two names can tell.</summary>
public enum NameComparison
{
    /// <summary>The same characters, apart from dots, width, case and spaces.</summary>
    Same,

    /// <summary>Different characters; a former name or a variant character is for the notary to consider.</summary>
    Different,

    /// <summary>姓名用字需人工核对: a character may have been lost or stored differently, so no machine may decide.</summary>
    NeedsManualCheck,
}

/// <summary>
/// A person's name as registered: kept as entered for display and evidence, compared by <see cref="Key"/>.
/// Simplified, traditional and variant characters are different names here. A name alone never identifies anybody (Z 八(四)).
/// </summary>
public sealed class PersonName
{
    /// <summary>Longest name, in code points of the original (民委发〔2016〕33号 asks for room for long dotted names).</summary>
    public const int MaxLength = 50;

    private PersonName(string original, string key, bool needsManualCheck) =>
        (Original, Key, NeedsManualCheck) = (original, key, needsManualCheck);

    /// <summary>As entered, without the blanks at both ends.</summary>
    public string Original { get; }

    /// <summary>The form to compare by code point; not for display.</summary>
    public string Key { get; }

    /// <summary>True when a private-use, replacement or description character stands in for one that could not be written.</summary>
    public bool NeedsManualCheck { get; }

    /// <summary>For display: first and last character, stars between (示*三); of two the first (示*), of one nothing.</summary>
    public string Masked
    {
        get
        {
            var runes = VisibleRunes();
            return runes.Count switch
            {
                <= 1 => "*",
                2 => $"{runes[0]}*",
                _ => $"{runes[0]}{new string('*', runes.Count - 2)}{runes[^1]}",
            };
        }
    }

    /// <summary>Compares by key; a character that needs a person's eye on either side makes the result open, even if the keys agree.</summary>
    public NameComparison CompareWith(PersonName other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (NeedsManualCheck || other.NeedsManualCheck)
        {
            // The same private-use code point is not the same character in two systems.
            return NameComparison.NeedsManualCheck;
        }

        return string.Equals(Key, other.Key, StringComparison.Ordinal) ? NameComparison.Same : NameComparison.Different;
    }

    /// <summary>Reads a name; never throws, and looks at no more than <see cref="ForgivingInput.MaxRawLength"/> UTF-16 units.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PersonName? name, out PersonNameProblem problem)
    {
        name = null;
        if (text is { Length: > ForgivingInput.MaxRawLength })
        {
            problem = PersonNameProblem.TooLong;
            return false;
        }

        var trimmed = ForgivingInput.TrimEnds(text);
        problem = Check(trimmed);
        if (problem != PersonNameProblem.None)
        {
            return false;
        }

        var original = trimmed.Length == text!.Length ? text : new string(trimmed);
        var (key, needsManualCheck) = NameKey.Of(original);
        if (key.Length == 0)
        {
            // Two names without a comparable character would otherwise be "the same".
            problem = PersonNameProblem.Empty;
            return false;
        }

        name = new PersonName(original, key, needsManualCheck);
        return true;
    }

    /// <summary>The masked form, so that a log line or an exception text cannot disclose the name.</summary>
    public override string ToString() => Masked;

    private static PersonNameProblem Check(ReadOnlySpan<char> trimmed)
    {
        if (trimmed.IsEmpty)
        {
            return PersonNameProblem.Empty;
        }

        return PlainText.CountCodePoints(trimmed) switch
        {
            null => PersonNameProblem.Malformed,
            > MaxLength => PersonNameProblem.TooLong,
            _ => PersonNameProblem.None,
        };
    }

    private List<Rune> VisibleRunes()
    {
        var runes = new List<Rune>(Original.Length);
        foreach (var rune in Original.EnumerateRunes())
        {
            if (!NameKey.IsIgnored(rune.Value))
            {
                runes.Add(rune);
            }
        }

        return runes;
    }
}
