using System.Diagnostics;
using NotaryMarriageQuery.Core.Registry;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.Core.Registry;

/// <summary>The adapter against the reference registry, over HTTP, with both services.</summary>
public sealed class RegistryWireTests(ReferenceRegistry registry) : IClassFixture<ReferenceRegistry>
{
    private const string National = nameof(RegistryServiceKind.NationalVerification);
    private const string MarryInfo = nameof(RegistryServiceKind.MarryInfo);

    private static byte _mark;

    public static TheoryData<string> Services => [National, MarryInfo];

    [Theory]
    [InlineData("示例一", "339999199001010013", "Marriage 2018-05-20 J339999-2018-900001")]
    [InlineData("示例二", "339999199202020023", "Marriage 2018-05-20 J339999-2018-900001")]
    [InlineData("示例三", "339999198503150134", "Divorce 2019-03-04 L339999-2019-900002", "Marriage 2012-06-01 J339999-2012-900007")]
    [InlineData("示例四", "339999198805200248", "Divorce 2019-03-04 L339999-2019-900002", "Marriage 2012-06-01 J339999-2012-900007")]
    [InlineData("示例·测试", "339999197809080314", "ReissuedMarriage 2020-07-15 BJ339999-2020-900003", "Marriage 2005-10-01 J339999-2005-900011")]
    [InlineData("演示·样本", "339999198107040427", "ReissuedMarriage 2020-07-15 BJ339999-2020-900003", "Marriage 2005-10-01 J339999-2005-900011")]
    [InlineData("𠮷示例", "339999199511110516", "Annulled 2020-11-20 示撤字〔2020〕9001号", "Marriage 2020-02-14 J339999-2020-900021")]
    [InlineData("示例八", "33999919960606062X", "Annulled 2020-11-20 示撤字〔2020〕9001号", "Marriage 2020-02-14 J339999-2020-900021")]
    [InlineData("示例九", "339999194507070715", "Marriage 1969-10-01 浙示结字690100001")]
    [InlineData("示例九", "339999450707071", "Marriage 1969-10-01 浙示结字690100001")]
    [InlineData("示例老", "339999480808082", "Marriage 1969-10-01 浙示结字690100001")]
    public async Task LookUp_DemoPerson_HasTheRecordsOfTheContract(string name, string idNumber, params string[] expected)
    {
        foreach (var service in new[] { National, MarryInfo })
        {
            await using var adapter = Create(service);

            var records = (await adapter.AskAsync(name, idNumber, NextMark())).ShouldBeOfType<RegistryAnswer.Found>().Records;

            var number = service == National;
            records.Select(r => $"{r.Kind} {r.RegisteredOn:yyyy-MM-dd}{(number ? " " + r.CertificateNumber : "")}")
                .ShouldBe(expected.Select(e => number ? e : string.Join(' ', e.Split(' ')[..2])));
            records.ShouldAllBe(r => r.OfficeName == "示范市示范区民政局婚姻登记处（演示）");
            records.ShouldAllBe(r => r.Man.Name == name || r.Woman.Name == name);
        }
    }

    [Fact]
    public async Task LookUp_National_ReturnsTheWholeNotice()
    {
        await using var adapter = Create(National);

        var answer = (await adapter.AskAsync("𠮷示例", "339999199511110516", NextMark())).ShouldBeOfType<RegistryAnswer.Found>();

        answer.Records[0].ShouldBe(new RegistryRecord
        {
            Kind = RecordKind.Annulled,
            KindAsGiven = "ID",
            Man = new RegistryParty { Name = "𠮷示例", IdNumber = "339999199511110516", BirthDate = new DateOnly(1995, 11, 11) },
            Woman = new RegistryParty { Name = "示例八", IdNumber = "33999919960606062X", BirthDate = new DateOnly(1996, 6, 6) },
            RegisteredOn = new DateOnly(2020, 11, 20),
            CertificateNumber = "示撤字〔2020〕9001号",
            OfficeName = "示范市示范区民政局婚姻登记处（演示）",
            Remark = "受胁迫结婚，婚姻登记已撤销",
        });
    }

    [Fact]
    public async Task LookUp_MarryInfo_LeavesOutWhatItDoesNotHave()
    {
        await using var adapter = Create(MarryInfo);

        var record = (await adapter.AskAsync("𠮷示例", "339999199511110516", NextMark())).ShouldBeOfType<RegistryAnswer.Found>().Records[0];

        (record.CertificateNumber, record.Remark, record.KindAsGiven).ShouldBe((null, null, "撤销婚姻"));
        record.Man.BirthDateIsDerived.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task LookUp_HeldWithFifteenDigits_IsFoundByTheSecondCallOfTheSameRequest(string service)
    {
        await using var adapter = Create(service);
        var mark = NextMark();

        var answer = (await adapter.AskAsync("示例九", "339999194507070715", mark)).ShouldBeOfType<RegistryAnswer.Found>();

        answer.Calls.ShouldBe(2);
        var man = answer.Records.ShouldHaveSingleItem().Man;
        (man.IdNumber, man.BirthDate, man.BirthDateIsDerived).ShouldBe(("339999450707071", new DateOnly(1945, 7, 7), true));
        var journal = await registry.JournalOfAsync(RequestId(mark));
        journal.Select(r => (r.LastFour, r.Count)).ShouldBe([("0715", 0), ("7071", 1)]);
        journal[1].AnswerId.ShouldBe(answer.ReplyNumber);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task LookUp_PersonWithoutRecord_IsNoRecord(string service)
    {
        await using var adapter = Create(service);
        var mark = NextMark();

        (await adapter.AskAsync("示例十", "330199198801010111", mark)).ShouldBeOfType<RegistryAnswer.NoRecord>().Calls.ShouldBe(2);

        (await registry.JournalOfAsync(RequestId(mark))).Select(r => r.Count).ShouldBe([0, 0]);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task LookUp_NameDoesNotFit_IsNoRecord(string service)
    {
        await using var adapter = Create(service);

        (await adapter.AskAsync("示例三", "339999199001010013", NextMark())).ShouldBeOfType<RegistryAnswer.NoRecord>();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task LookUp_Answered_StandsInTheRegistrysJournalUnderOurRequestId(string service)
    {
        await using var adapter = Create(service);
        var mark = NextMark();

        var answer = await adapter.AskAsync(mark: mark);

        var row = (await registry.JournalOfAsync(RequestId(mark))).ShouldHaveSingleItem();
        (row.AnswerId, row.LastFour, row.Count).ShouldBe((answer.ReplyNumber, "0013", 1));
    }

    [Theory]
    [InlineData(National, "http500", RegistryFailure.HttpError, 1)]
    [InlineData(MarryInfo, "http500", RegistryFailure.HttpError, 1)]
    [InlineData(National, "notJson", RegistryFailure.Unreadable, 1)]
    [InlineData(MarryInfo, "notJson", RegistryFailure.Unreadable, 1)]
    [InlineData(National, "code11", RegistryFailure.NotAuthorised, 2)]
    [InlineData(MarryInfo, "code11", RegistryFailure.NotAuthorised, 2)]
    [InlineData(National, "code14", RegistryFailure.NotAuthorised, 2)]
    [InlineData(MarryInfo, "code14", RegistryFailure.NotAuthorised, 2)]
    [InlineData(National, "code18", RegistryFailure.QuotaExceeded, 1)]
    [InlineData(MarryInfo, "code18", RegistryFailure.QuotaExceeded, 1)]
    [InlineData(National, "innerFailure", RegistryFailure.InnerFailure, 1)]
    [InlineData(MarryInfo, "innerFailure", RegistryFailure.InnerFailure, 1)]
    [InlineData(National, "timeout", RegistryFailure.Timeout, 1)]
    [InlineData(MarryInfo, "timeout", RegistryFailure.Timeout, 1)]
    public async Task LookUp_Fault_FailsWithItsNameThenRecovers(string service, string mode, RegistryFailure failure, int calls)
    {
        await using var adapter = Create(service, timeoutSeconds: mode == "timeout" ? 2 : 8);
        var mark = NextMark();
        await registry.OrderFaultAsync(mode, calls);

        var failed = (await adapter.AskAsync(mark: mark)).ShouldBeOfType<RegistryAnswer.Failed>();
        var next = await adapter.AskAsync(mark: NextMark());

        (failed.Failure, failed.Calls).ShouldBe((failure, calls));
        (await registry.JournalOfAsync(RequestId(mark))).ShouldBeEmpty();
        next.ShouldBeOfType<RegistryAnswer.Found>();
    }

    [Theory]
    [InlineData(National, "code11")]
    [InlineData(MarryInfo, "code11")]
    [InlineData(National, "code14")]
    [InlineData(MarryInfo, "code14")]
    public async Task LookUp_SecretRefusedOnce_IsAnsweredAfterRenewal(string service, string mode)
    {
        await using var adapter = Create(service);
        var mark = NextMark();
        await registry.OrderFaultAsync(mode, 1);

        (await adapter.AskAsync(mark: mark)).ShouldBeOfType<RegistryAnswer.Found>().Calls.ShouldBe(2);

        (await registry.JournalOfAsync(RequestId(mark))).ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task LookUp_SlowWithinTheBudget_IsAnswered(string service)
    {
        await using var adapter = Create(service);
        await registry.OrderFaultAsync("slow", 1);
        var watch = Stopwatch.StartNew();

        (await adapter.AskAsync(mark: NextMark())).ShouldBeOfType<RegistryAnswer.Found>();

        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(2.9));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task LookUp_SlowerThanTheBudget_TimesOut(string service)
    {
        await using var adapter = Create(service, timeoutSeconds: 2);
        await registry.OrderFaultAsync("slow", 1);

        (await adapter.AskAsync(mark: NextMark())).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(RegistryFailure.Timeout);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LookUp_RegistryDiesAndComesBack_IsUnreachableAndThenAnswersWithNewSecrets(bool ownClock)
    {
        var clock = ownClock ? new SteeredClock() : null;
        var first = new ReferenceRegistry();
        await first.InitializeAsync(clock);
        var url = first.Url;
        await using var adapter = AdapterHost.Create(url, clock);
        (await adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Found>();

        await first.DisposeAsync();
        (await adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(RegistryFailure.Unreachable);
        adapter.Registry.IsReachable.ShouldBe(false);

        var second = new ReferenceRegistry();
        await second.InitializeAsync(clock, url);
        (await adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Found>().Calls.ShouldBe(2);
        adapter.Registry.IsReachable.ShouldBe(true);
        await second.DisposeAsync();
    }

    [Fact]
    public async Task LookUp_SecretsVoidedByAnotherAsker_RecoversByKey()
    {
        await using var one = Create(National);
        await using var two = Create(National);

        (await one.AskAsync(mark: NextMark())).ShouldBeOfType<RegistryAnswer.Found>();
        (await two.AskAsync(mark: NextMark())).ShouldBeOfType<RegistryAnswer.Found>();
        (await two.AskAsync(mark: NextMark())).ShouldBeOfType<RegistryAnswer.Found>();
        (await one.AskAsync(mark: NextMark())).ShouldBeOfType<RegistryAnswer.Found>();
    }

    [Fact]
    public async Task LookUp_HoursOfSteadyUse_RenewsAndNeverFails()
    {
        var clock = new SteeredClock();
        var other = new ReferenceRegistry();
        await other.InitializeAsync(clock);
        await using (var adapter = AdapterHost.Create(other.Url, clock))
        {
            for (var minute = 0; minute < 300; minute++)
            {
                (await adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Found>();
                clock.Advance(TimeSpan.FromMinutes(1));
            }
        }

        await other.DisposeAsync();
    }

    private AdapterHost Create(string service, int timeoutSeconds = 8) => AdapterHost.Create(
        registry.Url, null, ("Service", service), ("TimeoutSeconds", timeoutSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static byte NextMark() => ++_mark;

    private static string RequestId(byte mark) => Convert.ToHexStringLower([.. Enumerable.Repeat(mark, 16)]);
}
