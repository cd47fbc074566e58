namespace MarriageRegistry.Tests;

public sealed class QuotaTests
{
    [Fact]
    public async Task BusinessCall_QuotaUsedUp_Answers18UntilTheNextChineseDay()
    {
        await using var registry = await RegistryHost.StartPlainAsync(RegistryHost.NewDirectory(), quota: 2);
        registry.Clock.Set(new DateTimeOffset(2026, 3, 2, 15, 50, 0, TimeSpan.Zero)); // 23:50 in China
        await registry.Gateway.StartAsync(GatewayCaller.TestKey, GatewayCaller.TestSecret);

        await AskAsync(registry, "00");
        await AskAsync(registry, "00");
        await AskAsync(registry, "18");

        registry.Clock.Set(new DateTimeOffset(2026, 3, 2, 15, 59, 59, TimeSpan.Zero));
        await AskAsync(registry, "18");
        registry.Clock.Set(new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero)); // midnight in China
        await AskAsync(registry, "00");
    }

    [Fact]
    public async Task BusinessCall_AfterRestart_QuotaStaysUsed()
    {
        var directory = RegistryHost.NewDirectory();
        var clock = new TestClock();
        await using (var before = await RegistryHost.StartPlainAsync(directory, quota: 3, clock, keepDirectory: true))
        {
            await before.Gateway.StartAsync(GatewayCaller.TestKey, GatewayCaller.TestSecret);
            await AskAsync(before, "00");
            await AskAsync(before, "00");
        }

        await using var after = await RegistryHost.StartPlainAsync(directory, quota: 3, clock);
        await after.Gateway.StartAsync(GatewayCaller.TestKey, GatewayCaller.TestSecret);

        await AskAsync(after, "00");
        await AskAsync(after, "18");
    }

    [Fact]
    public async Task BusinessCall_NotAnswered_UsesNoQuota()
    {
        await using var registry = await RegistryHost.StartPlainAsync(RegistryHost.NewDirectory(), quota: 1);
        var gateway = await registry.Gateway.StartAsync(GatewayCaller.TestKey, GatewayCaller.TestSecret);

        (await gateway.NationalAsync("示例一", "not a number")).Code.ShouldBe("01");
        (await gateway.NationalAsync("示例一", "339999199001010013", ("sign", "00"))).Code.ShouldBe("14");

        await AskAsync(registry, "00");
    }

    [Fact]
    public async Task BusinessCall_ManyAtOnce_NeverMoreThanTheQuota()
    {
        await using var registry = await RegistryHost.StartPlainAsync(RegistryHost.NewDirectory(), quota: 20);
        var gateway = await registry.Gateway.StartAsync(GatewayCaller.TestKey, GatewayCaller.TestSecret);

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => gateway.NationalAsync("示例一", "339999199001010013")));

        answers.Count(a => a.Code == "00").ShouldBe(20);
        answers.Count(a => a.Code == "18").ShouldBe(40);
        registry.Query("SELECT used FROM quota_use").ShouldHaveSingleItem()[0].ShouldBe(20L);
        registry.Query("SELECT count(*) FROM answered_lookup")[0][0].ShouldBe(20L);
    }

    private static async Task AskAsync(RegistryHost registry, string code) =>
        (await registry.Gateway.NationalAsync("示例一", "339999199001010013")).Code.ShouldBe(code);
}
