using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Queries;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

/// <summary>The wrapping key is replaced while everything stays readable, wherever a crash falls, and no instance is left behind unsaid.</summary>
public class KeyRotationTests : IAsyncLifetime
{
    private CoreHost _host = null!;

    protected virtual DatabaseProvider Provider => DatabaseProvider.Sqlite;

    private string Path => _host.Database.KeyFile;

    private string Copy => Path + ".of-another-instance";

    public async Task InitializeAsync() => _host = await CoreHost.StartAsync(provider: Provider);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Rotate_OldRowsAndFields_StayReadableAndTheEvidenceSaysSo()
    {
        await _host.Get<QueryService>().LookUpAsync(CoreHost.RightLookup(), await _host.ActorAsync(), CancellationToken.None);
        var (before, wrapped, oldKey) = (_host.Database.OpenKeys(), Table(), Wrapping().ShouldHaveSingleItem());

        var replaced = await _host.Get<KeyRotation>().RunAsync("command-line");

        var after = _host.Database.OpenKeys();
        Wrapping().ShouldHaveSingleItem().ShouldNotBe(oldKey);
        Table().Keys.ShouldBe(wrapped.Keys, ignoreOrder: true);
        Table().Values.ShouldNotContain(w => wrapped.Values.Any(w.SequenceEqual));
        after.MacKey.ShouldBe(before.MacKey);
        after.FieldKey.ShouldBe(before.FieldKey);
        after.PersonIndexKey.ShouldBe(before.PersonIndexKey);
        var rows = _host.Database.ReadRows();
        rows.ShouldAllBe(row => AuditJson.Read(after, row) != null);
        var told = rows.Where(row => AuditJson.Read(after, row) is WrappingKeyReplaced).ShouldHaveSingleItem();
        (told.Kind, told.Actor).ShouldBe((AuditKind.KeyEvent, "command-line"));
        AuditJson.Read(after, told).ShouldBeOfType<WrappingKeyReplaced>().Periods.ShouldBe(after.Periods);
        replaced.New.ShouldNotBe(replaced.Old);
        await _host.Get<SealingService>().SealNowAsync();
        _host.Get<LogVerification>().Run(threads: 1, progress: null, CancellationToken.None).Findings.TamperedCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("the file has both keys")]
    [InlineData("the table is wrapped anew")]
    [InlineData("the evidence says so")]
    public async Task Crash_AfterAnyStep_NextStartEndsWhatWasBegun(string lastStep)
    {
        var (oldKey, period) = (Wrapping().ShouldHaveSingleItem(), _host.Database.Keys.Find(2026)!);
        var instance = _host.Database.OpenKeys();
        switch (lastStep)
        {
            case "the file has both keys":
                new WrappingKeys(Path, KeyFile.Open(Path, mayCreate: false)).Begin();
                break;
            case "the table is wrapped anew":
                await instance.BeginRotationAsync();
                break;
            default:
                await _host.Get<AuditWriter>().AppendAsync(new AuditDraft(AuditKind.KeyEvent, await instance.BeginRotationAsync()));
                break;
        }

        Wrapping().Count.ShouldBe(2);
        File.Copy(Path, Copy);

        // Any instance that opens the file of this state works, and its writer ends the rotation.
        await using var next = await StartWriterAsync();

        Wrapping().ShouldHaveSingleItem().ShouldNotBe(oldKey);
        var keys = _host.Database.OpenKeys();
        keys.Find(2026)!.EncryptionKey.ShouldBe(period.EncryptionKey);
        _host.Database.ReadRows().ShouldContain(row => AuditJson.Read(keys, row) is WrappingKeyReplaced);
        new WrappingKeys(Path, KeyFile.Open(Path, mayCreate: false)).Unwrap(2026, Table()[2026]).Length.ShouldBe(32);

        // The copy of that state, at another instance, works as well.
        OpenCopy().Find(2026)!.EncryptionKey.ShouldBe(period.EncryptionKey);
    }

    [Fact]
    public void WrapAnew_FailsInTheMiddle_ChangesNothing()
    {
        _host.Database.Keys.Ensure(2027);
        var before = Table();
        var count = 0;

        Should.Throw<InvalidOperationException>(() => new PeriodKeyTable(_host.Database.Database).WrapAnew((_, _) =>
            ++count == 2 ? throw new InvalidOperationException("crash") : [1, 2, 3]));

        Table().ShouldAllBe(row => row.Value.SequenceEqual(before[row.Key]));
    }

    [Fact]
    public async Task Open_OldFileAfterTheRotation_IsRefusedWithWhatToDo()
    {
        File.Copy(Path, Copy);
        await _host.Get<KeyRotation>().RunAsync("command-line");

        Should.Throw<KeyFileException>(OpenCopy).Message.ShouldContain("已经更换");
    }

    [Fact]
    public async Task Open_BackupFromBeforeTheRotation_NeedsTheFileOfItsTime()
    {
        File.Copy(Path, Copy);
        var backup = Table();
        await _host.Get<KeyRotation>().RunAsync("command-line");
        PutTable(backup);

        Should.Throw<KeyFileException>(() => _host.Database.OpenKeys()).Message.ShouldContain("已经更换");
        OpenCopy().Find(2026).ShouldNotBeNull();
    }

    [Fact]
    public async Task RunningInstance_WithoutTheNewFile_ReadsOnAndMakesNoKey_UntilItGetsIt()
    {
        File.Copy(Path, Copy);
        var other = OpenCopy();
        await _host.Get<KeyRotation>().RunAsync("command-line");

        other.Find(2026).ShouldNotBeNull();
        Should.Throw<KeyFileException>(() => other.Ensure(2027));
        Table().Keys.ShouldNotContain(2027);
        File.Copy(Path, Copy, overwrite: true);

        other.Ensure(2027).ShouldBeTrue();
        _host.Database.OpenKeys().Find(2027)!.EncryptionKey.ShouldBe(other.Find(2027)!.EncryptionKey);
    }

    [Fact]
    public async Task Erased_StaysErased()
    {
        var keys = _host.Database.OpenKeys(_host.Clock);
        keys.Ensure(2025);
        await keys.EraseAsync(2025, CancellationToken.None);

        await _host.Get<KeyRotation>().RunAsync("command-line");

        var after = _host.Database.OpenKeys();
        after.Find(2025).ShouldBeNull();
        after.Ensure(2025).ShouldBeFalse();
        after.Periods.ShouldBe([2026]);
    }

    [Fact]
    public async Task Rotate_WhileAnotherInstanceMakesKeys_LeavesNoneThatTheNewFileCannotOpen()
    {
        for (var period = 2030; period < 2040; period++)
        {
            File.Copy(Path, Copy, overwrite: true);
            var (made, other) = (period, OpenCopy());
            await Task.WhenAll(
                Task.Run(() => _host.Get<KeyRotation>().RunAsync("command-line")),
                Task.Run(() => Record.Exception(() => other.Ensure(made)) is null or KeyFileException ? true : throw new InvalidOperationException("wrong refusal")));
        }

        var keys = _host.Database.OpenKeys();
        Table().Keys.ShouldAllBe(period => keys.Find(period) != null);
        Wrapping().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Rotate_WhileAKeyIsBeingPutIn_WaitsAndWrapsThatOneToo()
    {
        var old = new WrappingKeys(Path, KeyFile.Open(Path, mayCreate: false));
        var rotation = Task.CompletedTask;

        new PeriodKeyTable(_host.Database.Database).TryInsert(2031, _ =>
        {
            rotation = Task.Run(() => _host.Get<KeyRotation>().RunAsync("command-line"));
            Thread.Sleep(500);
            return old.Wrap(2031, KeyFile.NewKey());
        }).ShouldBeTrue();

        await rotation;
        _host.Database.OpenKeys().Find(2031).ShouldNotBeNull();
    }

    [Fact]
    public async Task Rotate_ByTwoProcessesAtOnce_EndsWithOneKeyThatOpensAll()
    {
        await using var writer = await StartWriterAsync();
        var second = new KeyRotation(_host.Database.OpenKeys(), writer);

        await Task.WhenAll(Task.Run(() => Try(_host.Get<KeyRotation>())), Task.Run(() => Try(second)));

        Wrapping().ShouldHaveSingleItem();
        _host.Database.OpenKeys().Find(2026).ShouldNotBeNull();

        // One of two may be told to try again.
        static async Task Try(KeyRotation rotation) => (await Record.ExceptionAsync(() => rotation.RunAsync("command-line")))?.ShouldBeOfType<KeyFileException>();
    }

    private async Task<AuditWriter> StartWriterAsync()
    {
        var writer = new AuditWriter(new AuditStore(_host.Database.Database.Connect), _host.Database.OpenKeys(), _host.Clock, NullLogger<AuditWriter>.Instance);
        await writer.StartAsync(CancellationToken.None);
        await writer.ProbeAsync();
        return writer;
    }

    private KeyRing OpenCopy() => KeyRing.Open(Copy, _host.Database.Database, mayCreate: false, _host.Clock);

    private List<string> Wrapping() => [.. JsonNode.Parse(File.ReadAllText(Path))!["Wrapping"]!.AsArray().Select(key => key!.GetValue<string>())];

    private Dictionary<int, byte[]> Table() => new PeriodKeyTable(_host.Database.Database).Read();

    private void PutTable(Dictionary<int, byte[]> rows) =>
        new PeriodKeyTable(_host.Database.Database).WrapAnew((period, _) => rows[period]);
}
