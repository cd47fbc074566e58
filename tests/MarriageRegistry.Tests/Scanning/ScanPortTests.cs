using System.Net;
using MarriageRegistry.Registrations;
using MarriageRegistry.Tests.Checks;

namespace MarriageRegistry.Tests.Scanning;

/// <summary>The one port: who may scan, how often, and that every scan and every refusal stands in the journal.</summary>
public sealed class ScanPortTests : IAsyncLifetime, IDisposable
{
    private RegistryHost _host = null!;
    private Act _marriage = null!;
    private PortCaller _person = null!;

    public async Task InitializeAsync()
    {
        _host = await PortCaller.StartHostAsync("--Scan:PerPersonAndDay=5", "--Scan:PerCodeAndHour=4", "--Scan:UnknownCodes=3");
        _marriage = await new CoupleLife(_host).AddAsync(RegistrationKind.Marriage, "2020-06-01");
        _person = new PortCaller(_host);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _person.Dispose();

    [Fact]
    public async Task Path_LeadsFromTheZoneToTheScan()
    {
        var zone = await _person.SignInAsync();

        zone.Address.AbsolutePath.ShouldBe("/scan");
        zone.Body.ShouldContain("民政服务专区");
        zone.Body.ShouldContain("示*一");
        zone.Body.ShouldNotContain("示例一");
        var affairs = await _person.GetAsync(zone.Find("class=\"go\" href=\"([^\"]+)\"")!);
        affairs.Body.ShouldContain("进入婚姻服务大厅");
        var hall = await _person.GetAsync(affairs.Find("class=\"go\" href=\"([^\"]+)\"")!);
        hall.Body.ShouldContain("结(离)婚证二维码扫码识别");
        var scan = await _person.GetAsync(hall.Find("class=\"go\" href=\"([^\"]+)\"")!);
        scan.Field("Form")!.Length.ShouldBe(32);
    }

    [Theory]
    [InlineData("/scan")]
    [InlineData("/scan/civil-affairs")]
    [InlineData("/scan/marriage-hall")]
    [InlineData("/scan/check")]
    [InlineData("/scan/answers/0123456789abcdef0123456789abcdef")]
    public async Task Anybody_IsSentToSignIn(string path)
    {
        var page = await _person.GetAsync(path);

        (page.Status, page.Response.Headers.Location!.OriginalString).ShouldBe((HttpStatusCode.Redirect, "/scan/sign-in"));
    }

    [Fact]
    public async Task EveryPage_ForbidsStoringFramingAndForeignContent()
    {
        await _person.SignInAsync();
        foreach (var path in new[] { "/scan", "/scan/check", "/scan/sign-in", "/scan/nothing" })
        {
            var headers = (await _person.GetAsync(path)).Response.Headers;
            headers.CacheControl!.NoStore.ShouldBeTrue(path);
            headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
            headers.GetValues("X-Frame-Options").Single().ShouldBe("DENY");
        }
    }

    [Fact]
    public async Task DemoProvider_SaysThatItIsADemonstration()
    {
        var provider = await _person.FollowAsync(await _person.GetAsync("/scan/enter"));

        provider.Address.AbsolutePath.ShouldBe("/demo/identity/authorize");
        provider.Body.ShouldContain("这是演示：本页不核实任何人的身份");
    }

    [Theory]
    [InlineData("low", "lowAssurance", "认证的级别不足")]
    [InlineData("old", "identityExpired", "认证已过期")]
    public async Task IdentityNotSureOrNotFresh_IsRefusedAndKept(string result, string reason, string text)
    {
        var page = await _person.SignInAsync(result: result);

        page.Address.AbsolutePath.ShouldBe("/scan/sign-in");
        page.Body.ShouldContain(text);
        (await _person.GetAsync("/scan/check")).Status.ShouldBe(HttpStatusCode.Redirect);
        _host.Query("SELECT client_kind, length(person), outcome, reason FROM scan").ShouldHaveSingleItem().ShouldBe(["port", 64L, "refused", reason]);
    }

    [Fact]
    public async Task AnswerOfTheProviderPlayedAgain_IsRefusedAndKept()
    {
        var back = await _person.ChooseAsync();
        using var thief = new PortCaller(_host);
        var stolen = await thief.FollowAsync(await thief.GetAsync(back.Response.Headers.Location!.PathAndQuery));
        (await _person.FollowAsync(back)).Address.AbsolutePath.ShouldBe("/scan");
        var again = await _person.FollowAsync(await _person.GetAsync(back.Response.Headers.Location!.PathAndQuery));

        stolen.Address.PathAndQuery.ShouldBe("/scan/sign-in?problem=identityUnverified");
        again.Address.PathAndQuery.ShouldBe("/scan/sign-in?problem=identityUnverified");
        (await thief.GetAsync("/scan")).Status.ShouldBe(HttpStatusCode.Redirect);
        _host.Query("SELECT reason, count(*) FROM scan GROUP BY reason").ShouldHaveSingleItem().ShouldBe(["identityUnverified", 2L]);
    }

    [Fact]
    public async Task IdentityOlderThanItsMinutes_EndsTheSession_HoweverMuchItWasUsed()
    {
        await _person.SignInAsync();
        var form = await _person.FormAsync(_marriage.ManCode, _marriage.Shown);
        for (var minute = 0; minute < 14; minute++)
        {
            _host.Clock.Advance(TimeSpan.FromMinutes(1));
            (await _person.GetAsync("/scan/check")).Status.ShouldBe(HttpStatusCode.OK);
        }

        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        var refused = await _person.PostAsync("/scan/check", form);

        refused.Response.Headers.Location!.OriginalString.ShouldBe("/scan/sign-in?problem=expired");
        _host.Query("SELECT length(person), outcome, reason FROM scan").ShouldHaveSingleItem().ShouldBe([64L, "refused", "identityExpired"]);
    }

    [Fact]
    public async Task ScanWithoutSession_GetsNothing_AndIsKept()
    {
        await _person.SignInAsync();
        var form = await _person.FormAsync(_marriage.ManCode, _marriage.Shown);
        using var stranger = new PortCaller(_host);

        var page = await stranger.PostAsync("/scan/check", form);

        (page.Status, page.Body).ShouldBe((HttpStatusCode.Redirect, ""));
        _host.Query("SELECT client_kind, person, code_hash, outcome, reason FROM scan").ShouldHaveSingleItem().ShouldBe(["port", null, null, "refused", "noSession"]);
    }

    [Theory]
    [InlineData("Origin", "https://example.org")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task FormOfAnotherSite_GetsNothing_AndIsKept(string header, string value)
    {
        await _person.SignInAsync();
        var form = await _person.FormAsync(_marriage.ManCode, _marriage.Shown);

        var page = await _person.PostAsync("/scan/check", form, (header, value));

        (page.Status, page.Body).ShouldBe((HttpStatusCode.Forbidden, ""));
        _host.Query("SELECT outcome, reason FROM scan").ShouldHaveSingleItem().ShouldBe(["refused", "foreignOrigin"]);
        (await _person.PostAsync("/scan/check", form, ("Sec-Fetch-Site", "same-origin"))).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task FormWithoutItsToken_IsRefused()
    {
        await _person.SignInAsync();
        var form = await _person.FormAsync(_marriage.ManCode, _marriage.Shown);
        form.Remove("__RequestVerificationToken");

        var page = await _person.PostAsync("/scan/check", form);

        (page.Status, page.Outcome).ShouldBe((HttpStatusCode.BadRequest, null));
        _host.Query("SELECT count(*) FROM scan")[0][0].ShouldBe(0L);
    }

    [Fact]
    public async Task SameFormAgain_IsRefusedAndKept()
    {
        await _person.SignInAsync();
        var form = await _person.FormAsync(_marriage.ManCode, _marriage.Shown);
        var first = await _person.FollowAsync(await _person.PostAsync("/scan/check", form));
        var again = await _person.PostAsync("/scan/check", form);

        first.Outcome.ShouldBe("match");
        (again.Status, again.Outcome).ShouldBe((HttpStatusCode.Conflict, null));
        again.Body.ShouldContain("已经提交过");
        _host.Query("SELECT outcome, reason FROM scan ORDER BY id").ShouldBe([["agrees", null], ["refused", "replayed"]]);
    }

    [Fact]
    public async Task Answer_IsForTheOneWhoAsked_ForTenMinutes()
    {
        await _person.SignInAsync();
        var answer = await _person.ScanAsync(_marriage.ManCode, _marriage.Shown);
        using var other = new PortCaller(_host);
        await other.SignInAsync(person: 1);

        (await other.GetAsync(answer.Address.AbsolutePath)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _person.GetAsync(answer.Address.AbsolutePath)).Outcome.ShouldBe("match");
        _host.Clock.Advance(TimeSpan.FromMinutes(11));
        (await _person.GetAsync(answer.Address.AbsolutePath)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task AnswerPage_NamesFieldsAndNoValueOfTheRegistry()
    {
        await _person.SignInAsync();
        var page = await _person.ScanAsync(_marriage.ManCode, new("J339999-2021-999999", "示例九", "示例九", new DateOnly(2021, 1, 1)));

        page.DifferingFields.ShouldBe(["cert_no", "name_man", "name_woman", "op_date"]);
        page.Body.ShouldContain("男方姓名");
        foreach (var secret in new[] { "示例十", "示例七", _marriage.Registration.CertificateNumber, _marriage.ManCode, "2020年6月1日" })
        {
            page.Body.ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task Journal_KnowsThePersonAgainAndNamesNobody()
    {
        await _person.SignInAsync();
        await _person.ScanAsync(_marriage.ManCode, _marriage.Shown);
        using var again = new PortCaller(_host);
        await again.SignInAsync();
        await again.ScanAsync(_marriage.WomanCode, _marriage.Shown);
        using var other = new PortCaller(_host);
        await other.SignInAsync(person: 1);
        await other.ScanAsync(_marriage.WomanCode, _marriage.Shown);

        var people = _host.Query("SELECT person FROM scan ORDER BY id").Select(r => (string)r[0]!).ToList();
        people[0].ShouldBe(people[1]);
        people[2].ShouldNotBe(people[0]);
        var rows = string.Join('|', _host.Query("SELECT * FROM scan").SelectMany(r => r));
        foreach (var secret in new[] { "339999199001010013", "示例", _marriage.ManCode, _marriage.Registration.CertificateNumber })
        {
            rows.ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task PersonsDay_EndsAtItsLimit_AlsoForManyAtOnce_AndBeginsAgainTomorrow()
    {
        await _person.SignInAsync();
        var codes = await ManyCodesAsync(12);
        var forms = new List<Dictionary<string, string>>();
        foreach (var (code, shown) in codes)
        {
            forms.Add(await _person.FormAsync(code, shown));
        }

        var pages = await Task.WhenAll(forms.Select(form => _person.PostAsync("/scan/check", form)));

        pages.Count(p => p.Status == HttpStatusCode.Redirect).ShouldBe(5);
        pages.Count(p => p.Status == HttpStatusCode.TooManyRequests && p.Body.Contains("今日的识别次数已用完", StringComparison.Ordinal)).ShouldBe(7);
        _host.Query("SELECT count(*) FROM scan WHERE reason = 'personLimit'")[0][0].ShouldBe(7L);

        _host.Clock.Advance(TimeSpan.FromDays(1));
        await _person.SignInAsync();
        (await _person.ScanAsync(codes[0].Code, codes[0].Shown)).Outcome.ShouldBe("match");
    }

    [Fact]
    public async Task CodesHour_EndsAtItsLimit_ForEverybody()
    {
        await _person.SignInAsync();
        using var other = new PortCaller(_host);
        await other.SignInAsync(person: 1);
        for (var i = 0; i < 2; i++)
        {
            (await _person.ScanAsync(_marriage.ManCode, _marriage.Shown)).Outcome.ShouldBe("match");
            (await other.ScanAsync(_marriage.ManCode, _marriage.Shown)).Outcome.ShouldBe("match");
        }

        var refused = await other.ScanAsync(_marriage.ManCode, _marriage.Shown);
        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Body.ShouldContain("该二维码近一小时内识别次数过多");
        (await other.ScanAsync(_marriage.WomanCode, _marriage.Shown)).Outcome.ShouldBe("match");

        _host.Clock.Advance(TimeSpan.FromMinutes(61));
        await other.SignInAsync(person: 1);
        (await other.ScanAsync(_marriage.ManCode, _marriage.Shown)).Outcome.ShouldBe("match");
    }

    [Fact]
    public async Task Guessing_LocksThePerson_NotOthers_AndNotForEver()
    {
        await _person.SignInAsync();
        for (var i = 0; i < 3; i++)
        {
            (await _person.ScanAsync(CoupleLife.UnknownCode(), _marriage.Shown)).Outcome.ShouldBe("unknown");
        }

        var locked = await _person.ScanAsync(_marriage.ManCode, _marriage.Shown);
        locked.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        locked.Body.ShouldContain("识别已暂停");
        using var again = new PortCaller(_host);
        await again.SignInAsync();
        (await again.ScanAsync(_marriage.ManCode, _marriage.Shown)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        using var other = new PortCaller(_host);
        await other.SignInAsync(person: 1);
        (await other.ScanAsync(_marriage.ManCode, _marriage.Shown)).Outcome.ShouldBe("match");
        _host.Query("SELECT count(*) FROM scan WHERE reason = 'locked'")[0][0].ShouldBe(2L);

        _host.Clock.Advance(TimeSpan.FromHours(25));
        await _person.SignInAsync();
        (await _person.ScanAsync(_marriage.ManCode, _marriage.Shown)).Outcome.ShouldBe("match");
    }

    [Fact]
    public async Task JournalCannotBeWritten_SystemIsBusy()
    {
        await _person.SignInAsync();
        var form = await _person.FormAsync(_marriage.ManCode, _marriage.Shown);
        _host.Query("CREATE TRIGGER refuse BEFORE INSERT ON scan BEGIN SELECT RAISE(ABORT, 'no'); END");

        var page = await _person.PostAsync("/scan/check", form);

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Body.ShouldContain("系统繁忙");
        _host.Query("DROP TRIGGER refuse");
        (await _person.FollowAsync(await _person.PostAsync("/scan/check", form))).Outcome.ShouldBe("match");
    }

    [Fact]
    public async Task RecordThatIsNotVouchedFor_SystemIsBusy()
    {
        await _person.SignInAsync();
        var form = await _person.FormAsync(_marriage.ManCode, _marriage.Shown);
        _host.Query($"UPDATE registration SET remark = 'x' WHERE id = {_marriage.Registration.Id}");

        var page = await _person.PostAsync("/scan/check", form);

        (page.Status, page.Outcome is null or "busy").ShouldBe((HttpStatusCode.ServiceUnavailable, true));
        _host.Query("SELECT outcome FROM scan").ShouldHaveSingleItem()[0].ShouldBe("unavailable");
    }

    [Fact]
    public async Task SignOut_EndsTheSession()
    {
        await _person.SignInAsync();
        var token = (await _person.GetAsync("/scan")).Field("__RequestVerificationToken")!;

        (await _person.PostAsync("/scan/sign-out", new() { ["__RequestVerificationToken"] = "x" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _person.PostAsync("/scan/sign-out", new() { ["__RequestVerificationToken"] = token })).Status.ShouldBe(HttpStatusCode.Redirect);

        (await _person.GetAsync("/scan")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    private async Task<List<(string Code, MarriageRegistry.Checks.ShownCertificate Shown)>> ManyCodesAsync(int count)
    {
        var life = new CoupleLife(_host);
        var codes = new List<(string, MarriageRegistry.Checks.ShownCertificate)>();
        for (var i = 0; i < count; i++)
        {
            var act = await life.AddAsync(RegistrationKind.Marriage, "2021-06-01");
            codes.Add((act.ManCode, act.Shown));
        }

        return codes;
    }
}
