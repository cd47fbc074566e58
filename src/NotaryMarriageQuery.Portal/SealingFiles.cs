using NotaryMarriageQuery.Core.Audit.Sealing;

namespace NotaryMarriageQuery.Portal;

/// <summary>Where the files of sealing lie: as set, else beside the key file, outside the database.</summary>
/// <param name="SigningKeyFile"><c>Audit:SigningKeyFile</c>.</param>
/// <param name="WitnessFile"><c>Audit:WitnessFile</c>; each instance has its own.</param>
/// <param name="AnchorFolder"><c>Audit:AnchorFolder</c>.</param>
public sealed record SealingFiles(string SigningKeyFile, string WitnessFile, string AnchorFolder)
{
    public static SealingFiles From(IConfiguration configuration, string keyFile)
    {
        var folder = Path.GetDirectoryName(keyFile)!;
        return new SealingFiles(
            Path.GetFullPath(configuration["Audit:SigningKeyFile"] ?? Path.Combine(folder, "audit-signing.pem")),
            Path.GetFullPath(configuration["Audit:WitnessFile"] ?? Path.Combine(folder, "audit-witness.txt")),
            Path.GetFullPath(configuration["Audit:AnchorFolder"] ?? Path.Combine(folder, "anchors")));
    }

    public void Apply(SealingOptions options) => (options.SigningKeyFile, options.WitnessFile, options.AnchorFolder) = (SigningKeyFile, WitnessFile, AnchorFolder);
}
