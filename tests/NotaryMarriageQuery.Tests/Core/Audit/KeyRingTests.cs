using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Tests.Core.Registry;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

public class KeyRingTests : IAsyncLifetime
{
    protected virtual DatabaseProvider Provider => DatabaseProvider.Sqlite;

    private readonly SteeredClock _clock = new();
    private TestDatabase _database = null!;

    private string KeyFile => Path.Combine(_database.Folder, "keys", "portal-keys.json");

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync(demo: false, Provider);

    public Task DisposeAsync()
    {
        _database.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Open_NoFileYet_MakesItForItsOwnerOnly()
    {
        Open(mayCreate: true);

        File.GetUnixFileMode(KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(KeyFile)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Open_FileWrittenAnew_KeepsItsRights()
    {
        MakeFirstVersion();

        Open(mayCreate: true).Ensure(2026);
        PutIntoFile(2025);
        Open(mayCreate: false);

        File.GetUnixFileMode(KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(Path.GetDirectoryName(KeyFile)!).Order().ShouldBe([KeyFile, KeyFile + ".lock"]);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherExecute)]
    [InlineData(UnixFileMode.UserExecute)]
    public void Open_WiderRights_IsRefusedWithWhatToDo(UnixFileMode wider)
    {
        Open(mayCreate: true);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | wider);

        Should.Throw<KeyFileException>(() => Open(mayCreate: true)).Message.ShouldContain("chmod 600");
    }

    [Fact]
    public void Open_Again_GivesTheSameKeys()
    {
        var first = Open(mayCreate: true);
        first.Ensure(2026);
        first.Ensure(2027);

        var second = Open(mayCreate: false);

        second.MacKey.ShouldBe(first.MacKey);
        second.FieldKey.ShouldBe(first.FieldKey);
        second.PersonIndexKey.ShouldBe(first.PersonIndexKey);
        second.Periods.ShouldBe([2026, 2027]);
        second.Find(2026)!.EncryptionKey.ShouldBe(first.Find(2026)!.EncryptionKey);
        second.Find(2027)!.IndexKey.ShouldBe(first.Find(2027)!.IndexKey);
    }

    [Fact]
    public void Keys_OfDifferentPurposes_AllDiffer()
    {
        var keys = Open(mayCreate: true);
        keys.Ensure(2026);
        keys.Ensure(2027);
        byte[][] all = [keys.MacKey, keys.FieldKey, keys.PersonIndexKey, .. new[] { 2026, 2027 }.SelectMany(p => new[] { keys.Find(p)!.IndexKey, keys.Find(p)!.EncryptionKey })];

        all.Select(Convert.ToHexString).Distinct().Count().ShouldBe(7);
    }

    [Fact]
    public void Ensure_Twice_MakesOneKey()
    {
        var keys = Open(mayCreate: true);

        keys.Ensure(2026).ShouldBeTrue();
        var made = keys.Find(2026);
        keys.Ensure(2026).ShouldBeFalse();

        keys.Find(2026).ShouldBe(made);
        keys.Find(2027).ShouldBeNull();
    }

    [Fact]
    public void Ensure_TwoInstances_AgreeOnEveryPeriod()
    {
        var one = Open(mayCreate: true);
        var other = Open(mayCreate: true);
        var made = 0;

        Parallel.For(2026, 2046, period => Parallel.ForEach([one, other], keys => Interlocked.Add(ref made, keys.Ensure(period) ? 1 : 0)));

        made.ShouldBe(20);
        for (var period = 2026; period < 2046; period++)
        {
            one.Find(period)!.EncryptionKey.ShouldBe(other.Find(period)!.EncryptionKey);
        }

        Open(mayCreate: false).Periods.Count.ShouldBe(20);
    }

    [Fact]
    public async Task OpenKeys_DatabaseHasEvidenceAndTheFileIsMissing_Refuses()
    {
        await using var host = await CoreHost.StartAsync(provider: Provider);
        await host.Get<AuditWriter>().ProbeAsync();
        File.Delete(host.Database.KeyFile);

        Should.Throw<KeyFileException>(() => DatabaseSetup.OpenKeys(host.Database.Database, host.Database.KeyFile));

        File.Exists(host.Database.KeyFile).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("{\"Version\":1,\"Mast")]
    [InlineData("{\"Version\":1,\"Master\":\"AAAA\",\"Periods\":{}}")]
    [InlineData("{\"Version\":1,\"Master\":\"not base64\",\"Periods\":{}}")]
    [InlineData("{\"Version\":2,\"Master\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"Periods\":{}}")]
    [InlineData("{\"Version\":2,\"Master\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"Periods\":{},\"Wrapping\":[]}")]
    [InlineData("{\"Version\":2,\"Master\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"Periods\":{},\"Wrapping\":[null]}")]
    [InlineData("{\"Version\":2,\"Master\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"Periods\":{},\"Wrapping\":[\"AAAA\"]}")]
    [InlineData("{\"Version\":3,\"Master\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"Periods\":{},\"Wrapping\":[\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"]}")]
    [InlineData("{\"Version\":1,\"Master\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"Periods\":null}")]
    [InlineData("{\"Version\":1,\"Master\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}")]
    [InlineData("{\"Version\":1,\"Master\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"Periods\":{\"x\":\"AAAA\"}}")]
    [InlineData("{\"Version\":1,\"Master\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"Periods\":{\"99999999999\":\"AAAA\"}}")]
    [InlineData("{\"Version\":1,\"Master\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"Periods\":{\"2026\":null}}")]
    public void Open_DamagedFile_IsRefusedAsSuch(string content)
    {
        Open(mayCreate: true);
        File.WriteAllText(KeyFile, content);

        Should.Throw<KeyFileException>(() => Open(mayCreate: true));

        File.ReadAllText(KeyFile).ShouldBe(content);
    }

    [Fact]
    public void Open_PeriodKeyOfAnotherYearOrChanged_IsRefusedAndMovesNothing()
    {
        MakeFirstVersion();
        PutIntoFile(2026);
        var file = JsonNode.Parse(File.ReadAllText(KeyFile))!;
        var periods = file["Periods"]!.AsObject();
        periods["2027"] = periods["2026"]!.GetValue<string>();
        File.WriteAllText(KeyFile, file.ToJsonString());

        Should.Throw<KeyFileException>(() => Open(mayCreate: false)).Message.ShouldContain("已损坏");

        new PeriodKeyTable(_database.Database).Read().ShouldBeEmpty();
    }

    [Fact]
    public void Open_KeysInTheFileFromBefore_MoveIntoTheTableOnce()
    {
        MakeFirstVersion();
        var roots = new[] { 2024, 2025 }.ToDictionary(p => p, PutIntoFile);

        var keys = Open(mayCreate: false);

        keys.Periods.ShouldBe([2024, 2025]);
        keys.Find(2024)!.EncryptionKey.ShouldBe(PeriodKeys.From(roots[2024]).EncryptionKey);
        keys.Find(2025)!.IndexKey.ShouldBe(PeriodKeys.From(roots[2025]).IndexKey);
        JsonNode.Parse(File.ReadAllText(KeyFile))!["Periods"]!.AsObject().ShouldBeEmpty();
        Open(mayCreate: false).Find(2024)!.EncryptionKey.ShouldBe(keys.Find(2024)!.EncryptionKey);
    }

    [Fact]
    public async Task Open_OldFileOverAnErasedPeriod_DoesNotBringItsKeyBack()
    {
        MakeFirstVersion();
        PutIntoFile(2024);
        var old = await File.ReadAllBytesAsync(KeyFile);
        await Open(mayCreate: false).EraseAsync(2024, CancellationToken.None);
        await File.WriteAllBytesAsync(KeyFile, old);

        var keys = Open(mayCreate: false);

        keys.Find(2024).ShouldBeNull();
        JsonNode.Parse(await File.ReadAllTextAsync(KeyFile))!["Periods"]!.AsObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task Rotate_FileOfTheFirstVersion_GetsAWrappingKeyOfItsOwn()
    {
        MakeFirstVersion();
        var keys = Open(mayCreate: true);
        keys.Ensure(2026);
        var master = JsonNode.Parse(await File.ReadAllTextAsync(KeyFile))!["Master"]!.GetValue<string>();

        await keys.BeginRotationAsync();
        keys.EndRotation();

        var file = JsonNode.Parse(await File.ReadAllTextAsync(KeyFile))!;
        file["Version"]!.GetValue<int>().ShouldBe(2);
        file["Master"]!.GetValue<string>().ShouldBe(master);
        file["Wrapping"]!.AsArray().Count.ShouldBe(1);
        Open(mayCreate: false).Find(2026)!.EncryptionKey.ShouldBe(keys.Find(2026)!.EncryptionKey);
        File.GetUnixFileMode(KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Open_KeyFileOfAnotherDatabase_IsRefusedWithWhatToDo()
    {
        Open(mayCreate: true).Ensure(2026);
        File.Delete(KeyFile);

        Should.Throw<KeyFileException>(() => Open(mayCreate: true)).Message.ShouldContain("密钥文件不是这个数据库的");
    }

    [Fact]
    public void Open_EvidenceButNoPeriodKeyAnywhere_IsRefused()
    {
        Open(mayCreate: true);

        Should.Throw<KeyFileException>(() => Open(mayCreate: false)).Message.ShouldContain("都没有存证的年度密钥");
    }

    [Fact]
    public void Find_KeyMadeByAnotherInstance_IsThereAfterASecondAtMost()
    {
        var (one, other) = (Open(mayCreate: true), Open(mayCreate: true));
        other.Find(2026).ShouldBeNull();
        one.Ensure(2026);
        _clock.Advance(TimeSpan.FromSeconds(1));

        other.Find(2026)!.EncryptionKey.ShouldBe(one.Find(2026)!.EncryptionKey);
        other.Periods.ShouldBe([2026]);
    }

    [Fact]
    public async Task Erase_PeriodThatIsOver_CannotBeReadOrMadeAgainAnywhereAfterAMinute()
    {
        var (one, other) = (Open(mayCreate: true), Open(mayCreate: true));
        one.Ensure(2025).ShouldBeTrue();
        one.Ensure(2026).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(1));
        other.Find(2025).ShouldNotBeNull();

        (await one.EraseAsync(2025, CancellationToken.None)).ShouldBeTrue();

        one.Find(2025).ShouldBeNull();
        _clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var keys in new[] { one, other, Open(mayCreate: false) })
        {
            keys.Find(2025).ShouldBeNull();
            keys.Ensure(2025).ShouldBeFalse();
            keys.Find(2025).ShouldBeNull();
            keys.Periods.ShouldBe([2026]);
            keys.Find(2026).ShouldNotBeNull();
        }

        (await one.EraseAsync(2025, CancellationToken.None)).ShouldBeFalse();
        (await one.EraseAsync(2019, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Erase_PeriodThatIsNotOver_IsRefused()
    {
        var keys = Open(mayCreate: true);
        keys.Ensure(2026);

        await Should.ThrowAsync<InvalidOperationException>(() => keys.EraseAsync(2026, CancellationToken.None));

        keys.Find(2026).ShouldNotBeNull();
    }

    private KeyRing Open(bool mayCreate) => KeyRing.Open(KeyFile, _database.Database, mayCreate, _clock);

    /// <summary>A key file as the first version made it.</summary>
    private void MakeFirstVersion()
    {
        Open(mayCreate: true);
        var file = JsonNode.Parse(File.ReadAllText(KeyFile))!.AsObject();
        file["Version"] = 1;
        file.Remove("Wrapping");
        File.WriteAllText(KeyFile, file.ToJsonString());
    }

    /// <summary>Puts a period's key into the file, as the version before wrote it; gives the root key.</summary>
    private byte[] PutIntoFile(int period)
    {
        var file = JsonNode.Parse(File.ReadAllText(KeyFile))!;
        var master = Convert.FromBase64String(file["Master"]!.GetValue<string>());
        var root = RandomNumberGenerator.GetBytes(32);
        var wrapping = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: Encoding.ASCII.GetBytes("wrap"));
        var name = period.ToString(CultureInfo.InvariantCulture);
        file["Periods"]![name] = Convert.ToBase64String(new FieldCipher(wrapping).Seal(root, name));
        File.WriteAllText(KeyFile, file.ToJsonString());
        return root;
    }
}
