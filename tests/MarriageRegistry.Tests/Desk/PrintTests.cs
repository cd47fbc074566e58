using System.Net;
using MarriageRegistry.Booklets;

namespace MarriageRegistry.Tests.Desk;

public sealed class PrintTests : IAsyncLifetime
{
    private const double Width = 90;
    private const double Height = 125;
    private const double CodeSize = 26;
    private const double CodeTop = 84;

    // 4 of 37 modules on every side stay white.
    private const double QuietZone = CodeSize * 4 / 37;

    private RegistryHost _registry = null!;
    private DeskCaller _desk = null!;
    private long _id;

    public async Task InitializeAsync()
    {
        _registry = await RegistryHost.StartDemoAsync();
        _desk = await DeskCaller.SignedInAsync(_registry);
        _id = await _desk.MarryAsync(("𠮷示例·测试", InventedPeople.Man(1).Id), InventedPeople.Woman(1), remark: "印在证书上的备注");
    }

    public async Task DisposeAsync()
    {
        _desk.Dispose();
        await _registry.DisposeAsync();
    }

    [Fact]
    public async Task All_OnPaper_IsFourPagesInOrderWithTheCodesOnPageFiveAlone()
    {
        using var paper = await PaperPrint.OfAsync(_desk, Print("all"));

        paper.Pages.Count.ShouldBe(4);
        paper.Width.ShouldBe(Width, 0.4);
        paper.Height.ShouldBe(Height, 0.4);
        (await paper.TextAsync(1)).ShouldContain("𠮷示例·测试");
        (await paper.TextAsync(3)).ShouldContain("测试女1");
        (await paper.TextAsync(1)).ShouldContain("J339999-2026-900001");

        // The booklet's own words are on the paper already.
        (await paper.TextAsync(1)).ShouldNotContain("持证人");
        (await paper.TextAsync(2)).ShouldNotContain("婚姻法");
        for (var page = 0; page < 4; page++)
        {
            var codes = await paper.ReadCodesAsync(paper.Pages[page]);
            codes.ShouldBe(page switch { 1 => [Code(BookletHolder.Man)], 3 => [Code(BookletHolder.Woman)], _ => [] });
        }
    }

    [Fact]
    public async Task PersonalPage_LongestNamesAndRemark_StayOnThePage()
    {
        var (man, woman) = (InventedPeople.Man(2).Id, InventedPeople.Woman(2).Id);
        _id = await _desk.MarryAsync((string.Concat(Enumerable.Repeat("示例·测试", 10)), man), (string.Concat(Enumerable.Repeat("演示·样本", 10)), woman), remark: string.Concat(Enumerable.Repeat("备注文字", 49)) + "末尾完了");

        using var paper = await PaperPrint.OfAsync(_desk, Print("woman"));

        paper.Pages.Count.ShouldBe(2);
        var text = await paper.TextAsync(1);
        text.ShouldContain(man);
        text.ShouldContain(woman);
        paper.Pages[0].Ink(0, Height).ShouldNotBeNull().Bottom.ShouldBeLessThan(Height - 1);
        string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ShouldContain("末尾完了");

        // The remark ends above the first person.
        paper.Pages[0].Ink(60.5, 61.8).ShouldBeNull();
        (await paper.ReadCodesAsync(paper.Pages[0])).ShouldBeEmpty();
    }

    [Fact]
    public async Task CodePage_OnPaper_HasTheCodeInTheBlankLowerPartAndNothingElse()
    {
        using var paper = await PaperPrint.OfAsync(_desk, Print("man") + "&printer=0");
        var page = paper.Pages[1];

        // Above the code: the demonstration's mark at the top, and then blank paper down to the lower part.
        page.Ink(8, CodeTop + QuietZone - 0.3).ShouldBeNull();
        var ink = page.Ink(CodeTop, CodeTop + CodeSize).ShouldNotBeNull();
        ink.Left.ShouldBe(((Width - CodeSize) / 2) + QuietZone, 0.3);
        ink.Right.ShouldBe(((Width + CodeSize) / 2) - QuietZone, 0.3);
        ink.Top.ShouldBe(CodeTop + QuietZone, 0.3);
        ink.Bottom.ShouldBe(CodeTop + CodeSize - QuietZone, 0.3);
        ink.Top.ShouldBeGreaterThan(Height / 2);

        // The line to type from stands below the quiet zone.
        page.Ink(ink.Bottom + 0.2, CodeTop + CodeSize + 0.8).ShouldBeNull();
        BookletCode.TryParse((await paper.TextAsync(2)).Replace("演示数据", ""), out var typed).ShouldBeTrue();
        typed.Value.ShouldBe(Code(BookletHolder.Man));
    }

    [Theory]
    [InlineData(1, 40, 0.0, 0.0)]
    [InlineData(2, 90, 0.02, 0.0)]
    [InlineData(3, 60, 0.03, 0.0)]
    [InlineData(4, 0, 0.0, 0.10)]
    [InlineData(5, 40, 0.01, 0.10)]
    public async Task CodePage_AfterNoiseAndAStain_IsStillRead(int seed, int noise, double wrong, double stain)
    {
        using var paper = await PaperPrint.OfAsync(_desk, Print("woman"));
        var page = paper.Pages[1];
        var square = page.Ink(CodeTop, CodeTop + CodeSize).ShouldNotBeNull();

        var poor = (stain > 0 ? page.WithStain(square, stain) : page).WithNoise(seed, noise, wrong);

        (await paper.ReadCodesAsync(poor)).ShouldBe([Code(BookletHolder.Woman)]);
    }

    [Fact]
    public async Task Offset_OfThePrinter_MovesWhatIsPrinted()
    {
        using var before = await PaperPrint.OfAsync(_desk, Print("man"));
        var printers = await _desk.GetAsync("/desk/printers");
        (await _desk.SendAsync("/desk/printers?handler=Save", printers.Hidden, [("X", "-3.5"), ("Y", "2")])).Status.ShouldBe(HttpStatusCode.Redirect);
        using var after = await PaperPrint.OfAsync(_desk, Print("man"));

        var (a, b) = (before.Pages[1].Ink(80, 110.5)!.Value, after.Pages[1].Ink(80, 110.5)!.Value);
        (b.Left - a.Left).ShouldBe(-3.5, 0.2);
        (b.Top - a.Top).ShouldBe(2, 0.2);
        (await after.ReadCodesAsync(after.Pages[1])).ShouldBe([Code(BookletHolder.Man)]);
        foreach (var (x, y) in new[] { ("21", "0"), ("0", "-20.1"), ("0.05", "0"), ("x", "0"), ("", "0") })
        {
            (await _desk.SendAsync("/desk/printers?handler=Save", printers.Hidden, [("X", x), ("Y", y)])).Status.ShouldBe(HttpStatusCode.BadRequest, $"{x} {y}");
        }
    }

    [Fact]
    public async Task TestPage_OnPaper_HasItsCrossTenMillimetresFromTheEdges()
    {
        using var paper = await PaperPrint.OfAsync(_desk, "/desk/printers/1/test");

        paper.Pages.Count.ShouldBe(1);
        var cross = paper.Pages[0].Ink(4.9, 7).ShouldNotBeNull();
        ((cross.Left + cross.Right) / 2).ShouldBe(10, 0.2);
        (await paper.ReadCodesAsync(paper.Pages[0])).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("all", "man personal", "man code", "woman personal", "woman code")]
    [InlineData("man", "man personal", "man code")]
    [InlineData("woman", "woman personal", "woman code")]
    public async Task Get_Side_ShowsItsPagesInOrderUnderAStrictPolicy(string side, params string[] pages)
    {
        var answer = await _desk.GetAsync(Print(side));

        answer.SheetKinds.ShouldBe(pages);
        answer.Policy!.ShouldNotContain("unsafe");
        answer.Policy!.ShouldMatch("style-src 'self' 'nonce-[^']+'; script-src 'self';");
        answer.Body.ShouldNotContain(" style=\"");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Confirm_PrintThatBrokeOff_GoesOnAtItsPageWithTheSameCode(int printed)
    {
        var all = await _desk.GetAsync(Print("all"));
        var codes = (Code(BookletHolder.Man), Code(BookletHolder.Woman));

        (await ConfirmAsync("all", all, printed)).Status.ShouldBe(HttpStatusCode.Redirect);
        (await ConfirmAsync("all", all, printed)).Status.ShouldBe(HttpStatusCode.Redirect);

        var rest = await _desk.GetAsync(Print("all"));
        rest.Sheets.ShouldBe(all.Sheets[(printed + 1)..]);
        (Code(BookletHolder.Man), Code(BookletHolder.Woman)).ShouldBe(codes);
        using var paper = await PaperPrint.OfAsync(_desk, Print("all"));
        paper.Pages.Count.ShouldBe(3 - printed);
        (await paper.ReadCodesAsync(paper.Pages[^1])).ShouldBe([codes.Item2]);
        _registry.Query("SELECT COUNT(*) FROM printed_page")[0][0].ShouldBe(printed + 1L);
        _registry.Query("SELECT COUNT(*) FROM booklet WHERE printed_at IS NOT NULL")[0][0].ShouldBe(printed == 0 ? 0L : 1L);
        _registry.Query("SELECT COUNT(*) FROM desk_journal WHERE act = 'print.confirmed'")[0][0].ShouldBe(printed + 1L);
    }

    [Fact]
    public async Task Confirm_AfterTheMansBooklet_PrintAllGoesOnWithTheWomans()
    {
        await ConfirmAsync("man", await _desk.GetAsync(Print("man")), 1);

        (await _desk.GetAsync(Print("all"))).SheetKinds.ShouldBe(["woman personal", "woman code"]);
    }

    [Fact]
    public async Task Repeat_IsForTheHeadAndKeepsTheCode()
    {
        var code = Code(BookletHolder.Man);
        var all = await _desk.GetAsync(Print("all"));
        await ConfirmAsync("all", all, 3);
        var done = await _desk.GetAsync(Print("all"));
        done.Sheets.ShouldBeEmpty();
        done.Body.ShouldNotContain("准许重新打印");
        (await _desk.SendAsync($"/desk/registrations/{_id}/print?handler=Repeat&side=man", done.Hidden, [("Reason", "卡纸")])).Status.ShouldBe(HttpStatusCode.BadRequest);

        using var lead = await DeskCaller.SignedInAsync(_registry, DeskCaller.Lead);
        var page = await lead.GetAsync(Print("man"));
        (await lead.SendAsync($"/desk/registrations/{_id}/print?handler=Repeat&side=man", page.Hidden, [("Reason", "")])).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await lead.SendAsync($"/desk/registrations/{_id}/print?handler=Repeat&side=man", page.Hidden, [("Reason", "卡纸")])).Status.ShouldBe(HttpStatusCode.Redirect);

        (await _desk.GetAsync(Print("all"))).SheetKinds.ShouldBe(["man personal", "man code"]);
        Code(BookletHolder.Man).ShouldBe(code);

        // The paper before is another one: its page cannot be confirmed for the new one.
        (await ConfirmAsync("all", all, 0)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Get_CertificateWithoutCode_HasPersonalPagesOnly()
    {
        var old = _registry.Query("SELECT id FROM registration WHERE certificate_number = 'L339999-2019-900002'")[0][0];

        (await _desk.GetAsync($"/desk/registrations/{old}/print?side=all")).SheetKinds.ShouldBe(["man personal", "woman personal"]);
    }

    [Fact]
    public async Task OtherOffice_CannotPrintNorConfirm()
    {
        using var other = await DeskCaller.SignedInAsync(_registry, DeskCaller.OtherOffice);
        var all = await _desk.GetAsync(Print("all"));
        var hidden = (await other.GetAsync("/desk/search")).Hidden;

        (await other.GetAsync(Print("all"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await other.SendAsync($"/desk/registrations/{_id}/print?handler=Confirm&side=all", hidden, [("PageKey", all.Sheets[0])])).Status.ShouldBe(HttpStatusCode.Forbidden);
        _registry.Query("SELECT COUNT(*) FROM printed_page")[0][0].ShouldBe(0L);
    }

    [Fact]
    public async Task PrintingNumber_IsKeptOnce()
    {
        var page = await _desk.GetAsync($"/desk/registrations/{_id}");

        (await _desk.SendAsync($"/desk/registrations/{_id}?handler=PrintingNumber", page.Hidden, [("PrintingNumber", "44 0001")])).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _desk.SendAsync($"/desk/registrations/{_id}?handler=PrintingNumber", page.Hidden, [("PrintingNumber", "GD0000001")])).Status.ShouldBe(HttpStatusCode.Redirect);

        _registry.Query("SELECT COUNT(*) FROM booklet WHERE printing_number = 'GD0000001'")[0][0].ShouldBe(1L);
    }

    private string Print(string side) => $"/desk/registrations/{_id}/print?side={side}";

    private string Code(BookletHolder holder) => (string)_registry.Query($"SELECT code FROM booklet WHERE registration_id = {_id} AND state = 0 AND holder = {(int)holder}")[0][0]!;

    private Task<PageAnswer> ConfirmAsync(string side, PageAnswer page, int last) =>
        _desk.SendAsync($"/desk/registrations/{_id}/print?handler=Confirm&side={side}", page.Hidden, [("PageKey", page.Sheets[last])]);
}
