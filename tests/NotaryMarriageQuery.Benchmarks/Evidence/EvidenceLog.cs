using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Benchmarks.Evidence;

/// <summary>A migrated database with its keys in a folder, and what the portal puts over it.</summary>
internal sealed class EvidenceLog : IDisposable
{
    private readonly IOptions<SealingOptions> _options;

    public EvidenceLog(PortalDatabase database, string folder)
    {
        Database = database;
        DatabaseSetup.Migrate(database, demo: false);
        Keys = DatabaseSetup.OpenKeys(database, Path.Combine(folder, "keys.json"));
        Signing = DatabaseSetup.OpenSigningKey(database, Path.Combine(folder, "signing.pem"));
        _options = Options.Create(new SealingOptions { WitnessFile = Path.Combine(folder, "witness.txt") });
    }

    public PortalDatabase Database { get; }

    public KeyRing Keys { get; }

    public SigningKey Signing { get; }

    public Sealer Sealer() => new(Database, Keys, Signing, new Witness(_options), _options, TimeProvider.System);

    public LogVerification Verification() => new(Database, Keys, Signing, new Witness(_options), _options);

    /// <summary>A number that the database answers with.</summary>
    public long Ask(string sql)
    {
        using var connection = Database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose() => Signing.Dispose();
}
