using System.Net;
using System.Text.RegularExpressions;

namespace MarriageRegistry.Tests.Desk;

public sealed class RegistrationTests : IAsyncLifetime
{
    private RegistryHost _registry = null!;
    private DeskCaller _desk = null!;
    private DeskCaller _lead = null!;

    public async Task InitializeAsync()
    {
        _registry = await RegistryHost.StartDemoAsync();
        _desk = await DeskCaller.SignedInAsync(_registry);
        _lead = await DeskCaller.SignedInAsync(_registry, DeskCaller.Lead);
    }

    public async Task DisposeAsync()
    {
        _desk.Dispose();
        _lead.Dispose();
        await _registry.DisposeAsync();
    }

    [Fact]
    public async Task Post_Marriage_IsNumberedBearsTwoCodesAndIsAnsweredByTheGateway()
    {
        var (man, woman) = (InventedPeople.Man(1), InventedPeople.Woman(1));

        var id = await _desk.MarryAsync(man, woman, remark: "无");

        _registry.Query($"SELECT certificate_number, office_code FROM registration WHERE id = {id}")[0].ShouldBe(["J339999-2026-900001", "339999"]);
        var booklets = _registry.Query($"SELECT holder, code, state FROM booklet WHERE registration_id = {id} ORDER BY holder");
        booklets.Select(b => b[0]).ShouldBe([0L, 1L]);
        booklets.Select(b => (string)b[1]!).Distinct().Count().ShouldBe(2);
        booklets.ShouldAllBe(b => ((string)b[1]!).Length == 30 && (long)b[2]! == 0);
        var gateway = await _registry.Gateway.StartAsync();
        (await gateway.NationalAsync(man.Name, man.Id)).Column("cert_no").ShouldBe(["J339999-2026-900001"]);
        (await gateway.NationalAsync(woman.Name, woman.Id)).Column("op_type").ShouldBe(["IA"]);
        var page = await _desk.GetAsync($"/desk/registrations/{id}");
        page.Body.ShouldContain("J339999-2026-900001");
        booklets.ShouldAllBe(b => !page.Body.Contains((string)b[1]!));
        _registry.Query($"SELECT act, registrar_id, office_code FROM desk_journal WHERE registration_id = {id} ORDER BY id").Select(r => r[0]).ShouldBe(["registration.marriage", "registration.viewed"]);
    }

    [Fact]
    public async Task Post_SameFormTwice_MakesOneRegistration()
    {
        var page = await _desk.GetAsync("/desk/registrations/new");
        var fields = DeskCaller.Marriage(InventedPeople.Man(2), InventedPeople.Woman(2));

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _desk.SendAsync("/desk/registrations/new", page.Hidden, fields)));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Redirect && a.Location == answers[0].Location);
        _registry.Query("SELECT COUNT(*) FROM registration WHERE registered_on = '2026-03-02'")[0][0].ShouldBe(1L);
        _registry.Query($"SELECT COUNT(*) FROM booklet WHERE registration_id = {answers[0].RegistrationId}")[0][0].ShouldBe(2L);

        // Another registrar's form with the same key is nobody's.
        var foreign = new Dictionary<string, string>((await _lead.GetAsync("/desk/registrations/new")).Hidden) { ["SubmissionKey"] = page.Hidden["SubmissionKey"] };
        (await _lead.SendAsync("/desk/registrations/new", foreign, fields)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("", "339999198808080031", "", "请填写男方姓名")]
    [InlineData("测试甲", "339999198808080031", "", "男方身份证号码校验位不符")]
    [InlineData("测试甲", "33999919880808", "", "男方身份证号码应为 18 位")]
    [InlineData("测试甲", "339999199202020023", "", "请核对是否填反")]
    [InlineData("测试甲", "810000209901010010", "", "请到省级民政部门指定的机关办理")]
    [InlineData("测试甲", "339999199001010013", "2026-03-03", "登记日期不能晚于今天")]
    [InlineData("测试甲", "339999199001010013", "2025-01-03", "由本机关负责人补录")]
    [InlineData("测试甲", "339999199001010013", "昨天", "请选择登记日期")]
    [InlineData("测试甲", "339999199001010013", "", "已有结婚登记记录")]
    public async Task Post_WrongEntry_SaysWhatToDoAndSavesNothing(string name, string id, string on, string text)
    {
        var fields = DeskCaller.Marriage((name, id), InventedPeople.Woman(3), on.Length > 0 ? on : "2026-03-02");

        var answer = await _desk.PostAsync("/desk/registrations/new", fields);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Body.ShouldContain(text);
        answer.Body.ShouldContain(InventedPeople.Woman(3).Id);
        _registry.Query("SELECT COUNT(*) FROM registration WHERE man_name = '测试甲'")[0][0].ShouldBe(0L);
        _registry.Query("SELECT COUNT(*) FROM serial_counter")[0][0].ShouldBe(0L);
    }

    [Theory]
    [InlineData("20040302", "20060302", null)]
    [InlineData("20040303", "20060302", "男方在登记日未满 22 周岁")]
    [InlineData("20040302", "20060303", "女方在登记日未满 20 周岁")]
    public async Task Post_AgeOnTheDay_IsCounted(string man, string woman, string? text)
    {
        var answer = await _desk.PostAsync("/desk/registrations/new", DeskCaller.Marriage(InventedPeople.Man(4, man), InventedPeople.Woman(4, woman)));

        answer.Status.ShouldBe(text is null ? HttpStatusCode.Redirect : HttpStatusCode.BadRequest);
        if (text is not null)
        {
            answer.Body.ShouldContain(text);
        }
    }

    [Fact]
    public async Task Post_AlreadyMarriedWomanOrOldNumber_IsRefused()
    {
        await _desk.MarryAsync(InventedPeople.Man(5), InventedPeople.Woman(5));

        (await _desk.PostAsync("/desk/registrations/new", DeskCaller.Marriage(InventedPeople.Man(6), InventedPeople.Woman(5)))).Body.ShouldContain("女方在本系统中已有结婚登记记录");

        // Held with 15 digits since 1969.
        (await _desk.PostAsync("/desk/registrations/new", DeskCaller.Marriage(("示例九", "339999194507070715"), InventedPeople.Woman(6)))).Body.ShouldContain("男方在本系统中已有结婚登记记录");
    }

    [Fact]
    public async Task Life_MarriageReissueDivorceReissueRemarriage_EveryActNamesItsOriginal()
    {
        var (man, woman) = (InventedPeople.Man(7), InventedPeople.Woman(7));
        var marriage = await _desk.MarryAsync(man, woman);

        var reissue = await ActAsync(_desk, marriage, "reissue", ("Reason", "遗失"));
        (await TryActAsync(_desk, marriage, "reissue", ("Reason", "遗失"))).Body.ShouldContain("已经补领过");
        States(marriage).ShouldBe([2L, 2L]);
        States(reissue).ShouldBe([0L, 0L]);

        var divorce = await ActAsync(_desk, reissue, "divorce", ("RegisteredOn", "2026-03-02"));
        (await TryActAsync(_desk, marriage, "divorce", ("RegisteredOn", "2026-03-02"))).Body.ShouldContain("没有这对当事人尚未终止的结婚登记记录");
        (await TryActAsync(_desk, reissue, "reissue", ("Reason", "损毁"))).Body.ShouldContain("不能补领结婚证");
        (await _desk.GetAsync($"/desk/registrations/{reissue}")).Body.ShouldContain("登记状态已变更");

        var second = await ActAsync(_desk, divorce, "reissue", ("Reason", "损毁"));
        States(divorce).ShouldBe([2L, 2L]);

        var again = await _desk.MarryAsync(man, InventedPeople.Woman(8));
        var annulled = await ActAsync(_desk, again, "annulment", ("RegisteredOn", "2026-03-02"), ("RulingNumber", "（2026）示9999民初9001号"));
        await _desk.MarryAsync(man, woman);

        _registry.Query($"SELECT id, kind, certificate_number, replaces_id FROM registration WHERE man_id_number = '{man.Id}' ORDER BY id").Select(r => string.Join(' ', r.Select(c => c ?? "-"))).ShouldBe(
        [
            $"{marriage} IA J339999-2026-900001 -",
            $"{reissue} ICA BJ339999-2026-900001 {marriage}",
            $"{divorce} IB L339999-2026-900001 {marriage}",
            $"{second} ICB BL339999-2026-900001 {divorce}",
            $"{again} IA J339999-2026-900002 -",
            $"{annulled} ID （2026）示9999民初9001号 {again}",
            $"{annulled + 1} IA J339999-2026-900003 -",
        ]);
        _registry.Query($"SELECT remark FROM registration WHERE id = {second}")[0][0].ShouldBe("补领离婚证（损毁），原登记日期2026-03-02，原字号L339999-2026-900001");
        _registry.Query($"SELECT COUNT(*) FROM booklet WHERE registration_id = {annulled}")[0][0].ShouldBe(0L);
        _registry.Query("SELECT COUNT(DISTINCT code), COUNT(code) FROM booklet")[0].ShouldBe([14L, 14L]);
    }

    [Fact]
    public async Task Post_ReissueOfAMarriageFromBeforeTheCodes_BearsCodes()
    {
        var old = (long)_registry.Query("SELECT id FROM registration WHERE certificate_number = 'J339999-2018-900001'")[0][0]!;
        _registry.Query($"SELECT COUNT(code) FROM booklet WHERE registration_id = {old}")[0][0].ShouldBe(0L);

        var reissue = await ActAsync(_desk, old, "reissue", ("Reason", "遗失"));

        _registry.Query($"SELECT COUNT(code) FROM booklet WHERE registration_id = {reissue}")[0][0].ShouldBe(2L);
        States(old).ShouldBe([2L, 2L]);
    }

    [Fact]
    public async Task Post_OldMarriageByTheHead_BearsNoCodeAndTakesTheNumberOfItsYear()
    {
        var id = await _lead.MarryAsync(InventedPeople.Man(9), InventedPeople.Woman(9), "2018-05-21");

        _registry.Query($"SELECT certificate_number FROM registration WHERE id = {id}")[0][0].ShouldBe("J339999-2018-900002");
        _registry.Query($"SELECT COUNT(*), COUNT(code) FROM booklet WHERE registration_id = {id}")[0].ShouldBe([2L, 0L]);
    }

    [Fact]
    public async Task Correction_BeforePrinting_VoidsTheCodesAndMakesNewOnes()
    {
        var id = await _desk.MarryAsync(InventedPeople.Man(10), InventedPeople.Woman(10));
        var before = _registry.Query($"SELECT code FROM booklet WHERE registration_id = {id}").Select(r => (string)r[0]!).ToList();

        var answer = await _desk.PostAsync($"/desk/registrations/{id}/correction", Correction("测试更正", InventedPeople.Man(10).Id, InventedPeople.Woman(10)));

        answer.Status.ShouldBe(HttpStatusCode.Redirect, answer.Body);
        var booklets = _registry.Query($"SELECT code, state, hex(digest) FROM booklet WHERE registration_id = {id} ORDER BY id");
        booklets.Select(b => (long)b[1]!).ShouldBe([1L, 1L, 0L, 0L]);
        booklets.Take(2).Select(b => (string)b[0]!).ShouldBe(before, ignoreOrder: true);
        booklets[2][2].ShouldNotBe(booklets[0][2]);
        var gateway = await _registry.Gateway.StartAsync();
        (await gateway.NationalAsync("测试更正", InventedPeople.Man(10).Id)).Count.ShouldBe(1);
        ((string)_registry.Query("SELECT detail FROM desk_journal WHERE act = 'registration.corrected'").Single()[0]!).ShouldBe("打印前更正男方姓名；原因：录入错误");

        (await _desk.PostAsync($"/desk/registrations/{id}/correction", Correction("测试更正", InventedPeople.Man(10).Id, InventedPeople.Woman(10)))).Body.ShouldContain("没有改动");
        (await _desk.PostAsync($"/desk/registrations/{id}/correction", Correction("测试更正", "339999199001010013", InventedPeople.Woman(10)))).Body.ShouldContain("已有结婚登记记录");
        using var other = await DeskCaller.SignedInAsync(_registry, DeskCaller.OtherOffice);
        (await other.GetAsync($"/desk/registrations/{id}/correction")).Body.ShouldContain("请由原登记机关更正");
    }

    [Fact]
    public async Task Correction_AfterPrinting_IsForTheHeadAndMakesNewBooklets()
    {
        var id = await _desk.MarryAsync(InventedPeople.Man(11), InventedPeople.Woman(11));
        var print = await _desk.GetAsync($"/desk/registrations/{id}/print?side=all");
        await _desk.SendAsync($"/desk/registrations/{id}/print?handler=Confirm&side=all", print.Hidden, [("PageKey", print.Sheets[^1])]);
        var correction = Correction("测试更正", InventedPeople.Man(11).Id, InventedPeople.Woman(11));
        var form = (await _lead.GetAsync($"/desk/registrations/{id}/correction")).Hidden;

        (await _desk.GetAsync($"/desk/registrations/{id}/correction")).Body.ShouldContain("须由本机关负责人办理");
        (await _lead.SendAsync($"/desk/registrations/{id}/correction", form, correction)).Status.ShouldBe(HttpStatusCode.Redirect);

        States(id).ShouldBe([1L, 1L, 0L, 0L]);
        _registry.Query($"SELECT COUNT(printed_at) FROM booklet WHERE registration_id = {id} AND state = 0")[0][0].ShouldBe(0L);
        (await _desk.GetAsync($"/desk/registrations/{id}/print?side=all")).Sheets.Length.ShouldBe(4);

        // A page of the void booklet that is confirmed late changes nothing.
        (await _desk.SendAsync($"/desk/registrations/{id}/print?handler=Confirm&side=all", print.Hidden, [("PageKey", print.Sheets[0])])).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Search_ByNumberOfAPersonOrACertificate_FindsWithoutTellingTheAddress()
    {
        foreach (var (field, value, found) in new[] { ("IdNumber", "339999 19850315 0134", 2), ("IdNumber", "339999194507070715", 1), ("Number", "ｊ339999－2018－900001", 1), ("IdNumber", "330199198801010111", 0) })
        {
            var answer = await _desk.PostAsync("/desk/search", [(field, value)]);

            answer.Status.ShouldBe(HttpStatusCode.OK);
            Regex.Count(answer.Body, "<th scope=\"row\">").ShouldBe(found, value);
        }

        (await _desk.PostAsync("/desk/search", [])).Status.ShouldBe(HttpStatusCode.BadRequest);
        _registry.Query("SELECT detail FROM desk_journal WHERE act = 'search' ORDER BY id").Select(r => r[0]).ShouldBe(["按证件号码，2 条", "按证件号码，1 条", "按字号，1 条", "按证件号码，0 条"]);
    }

    [Fact]
    public async Task Save_ThousandAtOnce_GivesGaplessNumbersAndTwoThousandCodes()
    {
        const int Many = 1000;
        var callers = new[] { _desk, _lead };
        var tokens = new[] { (await _desk.GetAsync("/desk/registrations/new")).Hidden, (await _lead.GetAsync("/desk/registrations/new")).Hidden };

        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(i => Task.Run(() =>
        {
            var hidden = new Dictionary<string, string>(tokens[i % 2]) { ["SubmissionKey"] = Guid.NewGuid().ToString("N") };
            return callers[i % 2].SendAsync("/desk/registrations/new", hidden, DeskCaller.Marriage(InventedPeople.Man(1000 + i), InventedPeople.Woman(1000 + i)));
        })));

        answers.Count(a => a.Status == HttpStatusCode.Redirect).ShouldBe(Many);
        var numbers = _registry.Query("SELECT certificate_number FROM registration WHERE registered_on = '2026-03-02' ORDER BY id").Select(r => (string)r[0]!).ToList();
        numbers.ShouldBe(Enumerable.Range(900_001, Many).Select(n => $"J339999-2026-{n}"));
        _registry.Query("SELECT COUNT(DISTINCT code) FROM booklet b JOIN registration r ON r.id = b.registration_id WHERE r.registered_on = '2026-03-02'")[0][0].ShouldBe(2L * Many);
    }

    [Fact]
    public async Task Save_SamePersonAtTwoDesksAtOnce_IsMarriedOnce()
    {
        var pages = new[] { await _desk.GetAsync("/desk/registrations/new"), await _lead.GetAsync("/desk/registrations/new") };

        var answers = await Task.WhenAll(
            _desk.SendAsync("/desk/registrations/new", pages[0].Hidden, DeskCaller.Marriage(InventedPeople.Man(20), InventedPeople.Woman(20))),
            _lead.SendAsync("/desk/registrations/new", pages[1].Hidden, DeskCaller.Marriage(InventedPeople.Man(20), InventedPeople.Woman(21))));

        answers.Count(a => a.Status == HttpStatusCode.Redirect).ShouldBe(1);
    }

    private static (string, string)[] Correction(string manName, string manId, (string Name, string Id) woman) =>
        [("ManName", manName), ("ManIdNumber", manId), ("WomanName", woman.Name), ("WomanIdNumber", woman.Id), ("Remark", ""), ("Reason", "录入错误")];

    private static async Task<long> ActAsync(DeskCaller desk, long id, string act, params (string, string)[] fields)
    {
        var answer = await TryActAsync(desk, id, act, fields);
        answer.Status.ShouldBe(HttpStatusCode.Redirect, answer.Body);
        return answer.RegistrationId;
    }

    private static Task<PageAnswer> TryActAsync(DeskCaller desk, long id, string act, params (string, string)[] fields) => desk.PostAsync($"/desk/registrations/{id}/{act}", fields);

    private List<long> States(long id) => [.. _registry.Query($"SELECT state FROM booklet WHERE registration_id = {id} ORDER BY id").Select(r => (long)r[0]!)];
}
