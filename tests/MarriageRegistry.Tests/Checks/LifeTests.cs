using MarriageRegistry.Checks;
using MarriageRegistry.Registrations;
using MarriageRegistry.Tests.Scanning;

namespace MarriageRegistry.Tests.Checks;

/// <summary>The whole life of a couple's certificates, followed through every old and new code, at all three doors.</summary>
public sealed class LifeTests : IAsyncLifetime
{
    private RegistryHost _host = null!;
    private CoupleLife _life = null!;

    public async Task InitializeAsync()
    {
        // High limits: this test is about outcomes.
        _host = await PortCaller.StartHostAsync("--Scan:PerPersonAndDay=1000", "--Scan:PerCodeAndHour=1000", "--Scan:UnknownCodes=1000");
        _life = new CoupleLife(_host);
        await _host.Gateway.StartAsync();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("gateway")]
    [InlineData("machine")]
    [InlineData("port")]
    public async Task MarriageReissueDivorceReissue_EveryCode_SaysWhatBecameOfIt(string door)
    {
        var ask = await AskerAsync(door);

        var marriage = await _life.AddAsync(RegistrationKind.Marriage, "2020-06-01");
        await ExpectAsync(ask, marriage, "agrees");

        var reissued = await _life.AddAsync(RegistrationKind.ReissuedMarriageCertificate, "2021-02-01", marriage);
        await ExpectAsync(ask, marriage, "voided reissue");
        await ExpectAsync(ask, reissued, "agrees");

        var divorce = await _life.AddAsync(RegistrationKind.Divorce, "2022-03-03", reissued);
        await ExpectAsync(ask, marriage, "voided reissue");
        await ExpectAsync(ask, reissued, "statusChanged divorced");
        await ExpectAsync(ask, divorce, "agrees");

        var reissuedDivorce = await _life.AddAsync(RegistrationKind.ReissuedDivorceCertificate, "2023-04-04", divorce);
        await ExpectAsync(ask, marriage, "voided reissue");
        await ExpectAsync(ask, reissued, "statusChanged divorced");
        await ExpectAsync(ask, divorce, "voided reissue");
        await ExpectAsync(ask, reissuedDivorce, "agrees");

        var again = await _life.AddAsync(RegistrationKind.Marriage, "2024-05-05");
        await ExpectAsync(ask, reissued, "statusChanged divorced");
        await ExpectAsync(ask, reissuedDivorce, "agrees");
        await ExpectAsync(ask, again, "agrees");

        var corrected = await _life.CorrectAsync(again);
        await ExpectAsync(ask, again, "voided correction");
        await ExpectAsync(ask, corrected, "agrees");

        await _life.AddAsync(RegistrationKind.Annulment, "2025-01-01", again);
        await ExpectAsync(ask, corrected, "statusChanged annulled");
        await ExpectAsync(ask, reissued, "statusChanged divorced");
        await ExpectAsync(ask, reissuedDivorce, "agrees");
    }

    [Theory]
    [InlineData("gateway")]
    [InlineData("machine")]
    [InlineData("port")]
    public async Task SomethingElseShown_NamesTheFields_AndNothingOfThatStatus(string door)
    {
        var ask = await AskerAsync(door);
        var marriage = await _life.AddAsync(RegistrationKind.Marriage, "2020-06-01");
        var shown = marriage.Shown;

        (await ask(marriage.ManCode, shown with { CertificateNumber = "J339999-2020-999999" })).ShouldBe("differs cert_no");
        (await ask(marriage.ManCode, shown with { ManName = "示例九" })).ShouldBe("differs name_man");
        (await ask(marriage.ManCode, shown with { WomanName = "示例九" })).ShouldBe("differs name_woman");
        (await ask(marriage.ManCode, shown with { RegisteredOn = new DateOnly(2020, 6, 2) })).ShouldBe("differs op_date");
        (await ask(marriage.WomanCode, new("J1", shown.WomanName, shown.ManName, new DateOnly(1999, 1, 1)))).ShouldBe("differs cert_no,name_man,name_woman,op_date");

        await _life.AddAsync(RegistrationKind.Divorce, "2022-03-03", marriage);
        (await ask(marriage.ManCode, shown with { WomanName = "示例九" })).ShouldBe("differs name_woman");
    }

    [Theory]
    [InlineData("gateway")]
    [InlineData("machine")]
    [InlineData("port")]
    public async Task NoSuchCode_OrNoCodeAtAll_IsUnknown(string door)
    {
        var ask = await AskerAsync(door);
        var shown = (await _life.AddAsync(RegistrationKind.Marriage, "2020-06-01")).Shown;

        (await ask(CoupleLife.UnknownCode(), shown)).ShouldBe("unknownCode");
        (await ask("https://example.org/?id=339999199001010013", shown)).ShouldBe("unknownCode");
        (await ask("' OR 1=1 --", shown)).ShouldBe("unknownCode");
    }

    [Theory]
    [InlineData("gateway")]
    [InlineData("machine")]
    [InlineData("port")]
    public async Task TypedByHand_IsForgiven(string door)
    {
        var ask = await AskerAsync(door);
        var marriage = await _life.AddAsync(RegistrationKind.Marriage, "2020-06-01");
        var code = string.Join(' ', marriage.ManCode.ToLowerInvariant().Chunk(5).Select(group => new string(group)));
        var number = marriage.Registration.CertificateNumber.Replace('-', '－').Replace('J', 'ｊ');

        (await ask(code, new(number, " 示例十 ", "示 例 七", marriage.Registration.RegisteredOn))).ShouldBe("agrees");
    }

    [Fact]
    public async Task DivorceUnderTheOldNumberOfTheMan_IsFound()
    {
        var ask = await AskerAsync("gateway");
        var marriage = await _life.AddAsync(RegistrationKind.Marriage, "2020-06-01");
        var old = RegisteredParty.Create("示例十", "330199880101011", birthDate: null);
        await _life.AddAsync(RegistrationKind.Divorce, "2022-03-03", marriage, old);

        await ExpectAsync(ask, marriage, "statusChanged divorced");
    }

    private static async Task ExpectAsync(Func<string, ShownCertificate, Task<string>> ask, Act act, string outcome)
    {
        (await ask(act.ManCode, act.Shown)).ShouldBe(outcome, act.Registration.CertificateNumber);
        (await ask(act.WomanCode, act.Shown)).ShouldBe(outcome, act.Registration.CertificateNumber);
    }

    private async Task<Func<string, ShownCertificate, Task<string>>> AskerAsync(string door)
    {
        switch (door)
        {
            case "gateway":
                return async (code, shown) => Words((await CheckCaller.GatewayAsync(_host, code, shown)).Datas);
            case "machine":
                return async (code, shown) => Words((await CheckCaller.MachineAsync(_host, code, shown)).Json);
            default:
                var port = new PortCaller(_host);
                await port.SignInAsync();
                return port.CheckAsync;
        }
    }

    private static string Words(System.Text.Json.JsonElement answer)
    {
        var rest = answer.GetProperty("voidedBy").GetString() ?? answer.GetProperty("status").GetString()
            ?? string.Join(',', answer.GetProperty("differing").EnumerateArray().Select(f => f.GetString()));
        return $"{answer.GetProperty("outcome").GetString()} {rest}".TrimEnd();
    }
}
