using System.Diagnostics.CodeAnalysis;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>Rule for names of accounts and codes of institutions: 3 to 32 lower-case letters, digits and hyphens, a letter first.</summary>
public static class AccountName
{
    /// <summary>Reads a name; capital letters are taken as small ones.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? name)
    {
        name = text?.Trim().ToLowerInvariant();
        var fits = name is { Length: >= 3 and <= Account.NameMaxLength }
            && char.IsAsciiLetterLower(name[0])
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        if (!fits)
        {
            name = null;
        }

        return fits;
    }
}
