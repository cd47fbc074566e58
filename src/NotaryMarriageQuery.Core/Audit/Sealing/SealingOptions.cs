namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Settings of sealing (section <c>Audit</c>).</summary>
public sealed class SealingOptions
{
    /// <summary>Name of this log in its checkpoints, without spaces and plus signs; never changed once checkpoints were handed out.</summary>
    public string Origin { get; set; } = "audit.notary-marriage-query.example";

    /// <summary>File of the private signing key (PEM), made at first start. Apart from the key file: who signs need not be who encrypts.</summary>
    public string SigningKeyFile { get; set; } = "";

    /// <summary>File in which this instance remembers the newest checkpoint that it saw, outside the database.</summary>
    public string WitnessFile { get; set; } = "";

    /// <summary>Folder into which one checkpoint a day is put for sending on.</summary>
    public string AnchorFolder { get; set; } = "";

    /// <summary>Time between two looks for rows to seal; 5 seconds unless set.</summary>
    public TimeSpan SealEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Lookups stop when a row has waited longer than this for its seal; 15 minutes unless set.</summary>
    public TimeSpan MaxUnsealed { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Lookups stop when no checkpoint has been put into the anchor folder for longer than this; 24 hours unless set.</summary>
    public TimeSpan MaxUnanchored { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Whole years for which personal data in the evidence stay readable after their year; 3 unless set, never less than 1.</summary>
    public int RetentionYears { get; set => field = Math.Max(1, value); } = 3;

    /// <summary>After this long without an outcome an intent is reported as in doubt (未决); 10 minutes unless set.</summary>
    public TimeSpan InDoubtAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>After this long without any row a heartbeat is written, so that silence can be told from deletion; 15 minutes unless set.</summary>
    public TimeSpan HeartbeatAfter { get; set; } = TimeSpan.FromMinutes(15);
}
