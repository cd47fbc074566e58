using System.Globalization;

namespace NotaryMarriageQuery.Portal.Commands;

/// <summary>Words, options and flags of a command line, told apart before settings are read from it.</summary>
/// <remarks>The settings' own reader would take a path that begins with a slash for the name of a setting.</remarks>
internal sealed class CommandLine
{
    private static readonly string[] _flags = ["closed", "pem"];
    private readonly Dictionary<string, string> _options = new(StringComparer.OrdinalIgnoreCase);

    public CommandLine(string[] args)
    {
        var words = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(args[i]);
                continue;
            }

            var (name, value) = args[i][2..].Split('=', 2) is [var n, var v] ? (n, v) : (args[i][2..], (string?)null);
            _options[name] = value ?? (_flags.Contains(name, StringComparer.Ordinal) || i + 1 == args.Length ? "" : args[++i]);
        }

        Words = [.. words];
    }

    /// <summary>What is neither an option nor its value.</summary>
    public string[] Words { get; }

    /// <summary>Options as the settings' reader takes them.</summary>
    public string[] Settings => [.. _options.Where(o => o.Value.Length > 0).SelectMany(o => new[] { "--" + o.Key, o.Value })];

    public string? this[string option] => _options.GetValueOrDefault(option);

    public bool Has(string flag) => _options.ContainsKey(flag);

    /// <summary>A number; the given one when it is not there, null when it is none.</summary>
    public long? Number(string option, long otherwise) => this[option] is not { } text
        ? otherwise
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
