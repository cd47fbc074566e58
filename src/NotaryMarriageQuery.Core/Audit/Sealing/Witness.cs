using Microsoft.Extensions.Options;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>The newest checkpoint that this instance has seen, in a file outside the database: who restores the one does not restore the other.</summary>
public sealed class Witness(IOptions<SealingOptions> options)
{
    private readonly string _path = options.Value.WitnessFile;
    private string? _note;

    /// <summary>The remembered note; null before the first.</summary>
    public string? Note => _note ??= _path.Length > 0 && File.Exists(_path) ? File.ReadAllText(_path) : null;

    /// <summary>The note that an auditor's decision put aside while this process ran.</summary>
    public string? Aside { get; private set; }

    /// <summary>Remembers a newer note; durable when this returns.</summary>
    public void Remember(string note)
    {
        if (string.Equals(note, Note, StringComparison.Ordinal))
        {
            return;
        }

        if (_path.Length > 0)
        {
            OwnerFile.Replace(_path, note);
        }

        _note = note;
    }

    /// <summary>Puts the remembered note aside, beside its file, because an auditor accepted an older state.</summary>
    public void PutAside(DateTimeOffset now)
    {
        Aside = Note;
        if (_path.Length > 0 && File.Exists(_path))
        {
            File.Move(_path, $"{_path}.{now.UtcDateTime:yyyyMMddHHmmss}", overwrite: true);
        }

        _note = null;
    }
}
