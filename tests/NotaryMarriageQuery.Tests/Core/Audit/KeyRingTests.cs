using System.Text.Json.Nodes;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

public sealed class KeyRingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nmq-keys-").FullName;

    private string KeyFile => Path.Combine(_folder, "keys", "portal-keys.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Open_NoFileYet_MakesItForItsOwnerOnly()
    {
        KeyRing.Open(KeyFile, mayCreate: true);

        File.GetUnixFileMode(KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(KeyFile)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Ensure_FileWrittenAnew_KeepsItsRights()
    {
        var keys = KeyRing.Open(KeyFile, mayCreate: true);

        keys.Ensure(2026);

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
        KeyRing.Open(KeyFile, mayCreate: true);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | wider);

        Should.Throw<KeyFileException>(() => KeyRing.Open(KeyFile, mayCreate: true)).Message.ShouldContain("chmod 600");
    }

    [Fact]
    public void Open_Again_GivesTheSameKeys()
    {
        var first = KeyRing.Open(KeyFile, mayCreate: true);
        first.Ensure(2026);
        first.Ensure(2027);

        var second = KeyRing.Open(KeyFile, mayCreate: false);

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
        var keys = KeyRing.Open(KeyFile, mayCreate: true);
        keys.Ensure(2026);
        keys.Ensure(2027);
        byte[][] all = [keys.MacKey, keys.FieldKey, keys.PersonIndexKey, .. new[] { 2026, 2027 }.SelectMany(p => new[] { keys.Find(p)!.IndexKey, keys.Find(p)!.EncryptionKey })];

        all.Select(Convert.ToHexString).Distinct().Count().ShouldBe(7);
    }

    [Fact]
    public void Ensure_Twice_MakesOneKey()
    {
        var keys = KeyRing.Open(KeyFile, mayCreate: true);

        keys.Ensure(2026).ShouldBeTrue();
        var made = keys.Find(2026);
        keys.Ensure(2026).ShouldBeFalse();

        keys.Find(2026).ShouldBe(made);
        keys.Find(2027).ShouldBeNull();
    }

    [Fact]
    public void Ensure_TwoKeyRingsOverOneFile_AgreeOnEveryPeriod()
    {
        var one = KeyRing.Open(KeyFile, mayCreate: true);
        var other = KeyRing.Open(KeyFile, mayCreate: false);
        var made = 0;

        Parallel.For(2026, 2046, period => Parallel.ForEach([one, other], keys => Interlocked.Add(ref made, keys.Ensure(period) ? 1 : 0)));

        made.ShouldBe(20);
        for (var period = 2026; period < 2046; period++)
        {
            one.Find(period)!.EncryptionKey.ShouldBe(other.Find(period)!.EncryptionKey);
        }

        KeyRing.Open(KeyFile, mayCreate: false).Periods.Count.ShouldBe(20);
    }

    [Fact]
    public async Task OpenKeys_DatabaseHasEvidenceAndTheFileIsMissing_Refuses()
    {
        await using var host = await CoreHost.StartAsync();
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
    [InlineData("{\"Version\":1,\"Master\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"Periods\":null}")]
    [InlineData("{\"Version\":1,\"Master\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}")]
    [InlineData("{\"Version\":1,\"Master\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"Periods\":{\"x\":\"AAAA\"}}")]
    [InlineData("{\"Version\":1,\"Master\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"Periods\":{\"99999999999\":\"AAAA\"}}")]
    [InlineData("{\"Version\":1,\"Master\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",\"Periods\":{\"2026\":null}}")]
    public void Open_DamagedFile_IsRefusedAsSuch(string content)
    {
        KeyRing.Open(KeyFile, mayCreate: true);
        File.WriteAllText(KeyFile, content);

        Should.Throw<KeyFileException>(() => KeyRing.Open(KeyFile, mayCreate: true));

        File.ReadAllText(KeyFile).ShouldBe(content);
    }

    [Fact]
    public void Open_PeriodKeyOfAnotherYearOrChanged_IsRefused()
    {
        KeyRing.Open(KeyFile, mayCreate: true).Ensure(2026);
        var file = JsonNode.Parse(File.ReadAllText(KeyFile))!;
        var periods = file["Periods"]!.AsObject();
        periods["2027"] = periods["2026"]!.GetValue<string>();
        File.WriteAllText(KeyFile, file.ToJsonString());

        Should.Throw<KeyFileException>(() => KeyRing.Open(KeyFile, mayCreate: false));
    }
}
