using System.Globalization;
using Microsoft.Extensions.Options;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Puts one checkpoint a day into a folder, from where it is sent to those who keep it outside the house.</summary>
public sealed class AnchorFolder(IOptions<SealingOptions> options, TimeProvider clock)
{
    private const string Pattern = "checkpoint-*.txt";
    private readonly string _folder = options.Value.AnchorFolder;

    /// <summary>When the newest file was put there; null when there is none.</summary>
    public DateTimeOffset? NewestAt => _folder.Length > 0 && Directory.Exists(_folder)
        ? Directory.EnumerateFiles(_folder, Pattern).Select(f => (DateTimeOffset?)File.GetLastWriteTimeUtc(f)).Max()
        : null;

    /// <summary>Writes the day's checkpoint unless it is there; true when one of today is there now.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public bool Put(string note)
    {
        if (_folder.Length == 0)
        {
            return false;
        }

        // The day in China, where it is sent from.
        var day = clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var file = Path.Combine(_folder, $"checkpoint-{day}.txt");
        if (!File.Exists(file))
        {
            OwnerFile.Create(file, note);
        }

        return true;
    }
}
