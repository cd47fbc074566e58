using System.Globalization;
using MarriageRegistry.Booklets;
using MarriageRegistry.Checks;
using MarriageRegistry.Data;
using MarriageRegistry.Registrations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Benchmarks.Evidence;

namespace NotaryMarriageQuery.Benchmarks.Scans;

/// <summary>
/// A registry's database of so many registrations with two booklets each. The mass is made by the database itself, with texts in the codes'
/// place that no asker could send; the couples that are asked about lie evenly among them and are made by the kernel.
/// </summary>
internal sealed class RegistrationFile
{
    public const int Samples = 1000;
    private const string Office = "示范市示范区民政局婚姻登记处（演示）";

    private RegistrationFile(string database) => Database = database;

    public string Database { get; }

    public IReadOnlyList<(BookletCode Code, ShownCertificate Shown)> Booklets { get; private set; } = [];

    public static async Task<RegistrationFile> OpenAsync(string folder, int rows)
    {
        Directory.CreateDirectory(folder);
        var database = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"registrations-{rows}.db"));
        var file = new RegistrationFile(database);
        if (!File.Exists(database + ".done"))
        {
            foreach (var left in Directory.GetFiles(folder, Path.GetFileName(database) + "*"))
            {
                File.Delete(left);
            }

            await (await ScanBenchmark.StartAsync(database)).DisposeAsync();
            SqliteConnection.ClearAllPools();
            var made = Figures.Measure(() => file.Fill(rows));
            Figures.Say($"made {rows} registrations in {made.Wall:F0} s, {new FileInfo(database).Length / 1e9:F2} GB");
            await File.WriteAllTextAsync(database + ".done", "");
        }

        file.Read();
        return file;
    }

    private void Fill(int rows)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; PRAGMA cache_size=-200000");
        var indexes = Indexes(connection);
        foreach (var (name, _) in indexes)
        {
            Run(connection, $"DROP INDEX {name}");
        }

        for (var sample = 0; sample < Samples; sample++)
        {
            FillMass(connection, rows / Samples - 1, sample);
            AddSample(connection, sample);
        }

        foreach (var (_, sql) in indexes)
        {
            Run(connection, sql);
        }

        Run(connection, "ANALYZE; PRAGMA journal_mode=WAL");
    }

    private static void FillMass(SqliteConnection connection, int rows, int sample)
    {
        Run(connection, FormattableString.Invariant($"""
            BEGIN;
            INSERT INTO registration (kind, certificate_number, office_code, office_name, registered_on, shared_at,
              man_name, man_name_key, man_id_number, woman_name, woman_name_key, woman_id_number)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})
            SELECT 'IA', printf('J339999-2021-%06d', i), '339999', '{Office}', '2021-06-01', 0,
              '示例' || i, '示例' || i, printf('339998%06d%06d', {sample}, i), '演示' || i, '演示' || i, printf('339997%06d%06d', {sample}, i)
            FROM n;
            INSERT INTO booklet (registration_id, holder, code, digest, state, made_at)
            SELECT id, holder.side, 'U' || substr(hex(randomblob(15)), 2), zeroblob(32), 0, 0
            FROM registration CROSS JOIN (SELECT 0 AS side UNION ALL SELECT 1) AS holder
            WHERE id > COALESCE((SELECT registration_id FROM booklet ORDER BY id DESC LIMIT 1), 0);
            COMMIT
            """));
    }

    private static void AddSample(SqliteConnection connection, int sample)
    {
        using var db = new RegistryDbContext(new DbContextOptionsBuilder<RegistryDbContext>().UseSqlite(connection).Options);
        var registration = new MarriageRegistration
        {
            Kind = RegistrationKind.Marriage,
            Man = RegisteredParty.Create("样本甲", string.Create(CultureInfo.InvariantCulture, $"339996{sample:000000000000}"), birthDate: null),
            Woman = RegisteredParty.Create("样本乙", string.Create(CultureInfo.InvariantCulture, $"339995{sample:000000000000}"), birthDate: null),
            CertificateNumber = string.Create(CultureInfo.InvariantCulture, $"J339996-2021-{sample:000000}"),
            OfficeCode = "339996",
            OfficeName = Office,
            RegisteredOn = new DateOnly(2021, 6, 1),
            SharedAt = DateTime.UnixEpoch,
        };
        foreach (var booklet in BookletMaker.Make(registration, DateTime.UnixEpoch))
        {
            registration.Booklets.Add(booklet);
        }

        db.Add(registration);
        db.SaveChanges();
    }

    private void Read()
    {
        using var db = new RegistryDbContext(new DbContextOptionsBuilder<RegistryDbContext>().UseSqlite($"Data Source={Database}").Options);
        var found = db.Booklets.AsNoTracking().Join(db.Registrations.Where(r => r.CertificateNumber.StartsWith("J339996-")), b => b.RegistrationId, r => r.Id, (b, r) => new { b.Code, Registration = r })
            .ToList();
        var booklets = found.Select(f => (
            BookletCode.TryParse(f.Code, out var code) ? code : throw new InvalidDataException("A sample's code is none."),
            new ShownCertificate(f.Registration.CertificateNumber, f.Registration.Man.Name, f.Registration.Woman.Name, f.Registration.RegisteredOn))).ToArray();
        Random.Shared.Shuffle(booklets);
        Booklets = booklets;
    }

    private static List<(string Name, string Sql)> Indexes(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('registration', 'booklet')";
        using var reader = command.ExecuteReader();
        var indexes = new List<(string, string)>();
        while (reader.Read())
        {
            indexes.Add((reader.GetString(0), reader.GetString(1)));
        }

        return indexes;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
