namespace NotaryMarriageQuery.Core.Intake;

/// <summary>A case as it stands in the database and as the records of a batch leave it.</summary>
internal sealed class PendingCase(string number, Guid id, long? storedVersion, bool isOpen)
{
    private readonly bool _wasOpen = isOpen;
    private long _version = storedVersion ?? -1;

    public string Number => number;

    public Guid Id => id;

    /// <summary>Version in the database; null when it is not there yet.</summary>
    public long? StoredVersion => storedVersion;

    public bool IsOpen { get; private set; } = isOpen;

    /// <summary>The newest version that came; null when what is stored is as new.</summary>
    public UploadedCase? Content { get; private set; }

    public bool IsChanged => Content is not null || IsOpen != _wasOpen;

    /// <summary>Takes a record in; false when it brings nothing new.</summary>
    public bool Take(UploadedCase uploaded)
    {
        var closes = IsOpen && !uploaded.IsOpen;
        IsOpen &= uploaded.IsOpen;
        if (uploaded.Version <= _version)
        {
            return closes;
        }

        (_version, Content) = (uploaded.Version, uploaded);
        return true;
    }
}
