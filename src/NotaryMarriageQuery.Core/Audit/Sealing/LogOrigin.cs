using System.Globalization;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>The name that the log bears now.</summary>
public sealed class LogName(PortalDatabase database, IOptions<SealingOptions> options)
{
    public string Current()
    {
        using var connection = database.Connect();
        var note = new SealingStore(connection, transaction: null).LastNote();
        return note is null ? options.Value.Origin : LogOrigin.Of(note, options.Value.Origin)?.Text ?? options.Value.Origin;
    }
}

/// <summary>Name of the log in its checkpoints: the configured one, and after every accepted restore the same with a number behind it.</summary>
/// <remarks>
/// A restored backup forgets rows that checkpoints have told of. What goes on from there is another log, and must bear another
/// name: two checkpoints of one name that contradict each other are proof of tampering.
/// </remarks>
internal sealed record LogOrigin(string Name, int Generation)
{
    /// <summary>The name as it stands in checkpoints, <c>name</c>, then <c>name/2</c>, <c>name/3</c> ...</summary>
    public string Text => Generation == 1 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}/{Generation}");

    /// <summary>Reads the first line of a note; null when it names another log.</summary>
    public static LogOrigin? Of(string note, string name)
    {
        var line = note.AsSpan(0, Math.Max(0, note.IndexOf('\n', StringComparison.Ordinal)));
        if (line.SequenceEqual(name))
        {
            return new LogOrigin(name, 1);
        }

        return line.StartsWith(name + "/", StringComparison.Ordinal)
            && int.TryParse(line[(name.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            && new LogOrigin(name, generation) is { Generation: > 1 } origin
            && line.SequenceEqual(origin.Text)
                ? origin
                : null;
    }
}
