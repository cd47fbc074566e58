using System.Net;
using AngleSharp.Dom;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Queries;

/// <summary>What an answer shows (A2, A3, A5), for all the demo's couples and for nobody's record.</summary>
[Collection(nameof(PortalCollection))]
public sealed class AnswerTests(PortalFixture portal)
{
    private const string First = "(2026)示受字第9001号";
    private const string Second = "(2026)示受字第9002号";
    private const string Third = "(2026)示受字第9003号";

    [Theory]
    [InlineData(First, "继承权公证", "示例一", "339999199001010013", "marriage")]
    [InlineData(First, "继承权公证", "示例二", "339999199202020023", "marriage")]
    [InlineData(Second, "委托公证", "示例三", "339999198503150134", "divorce,marriage")]
    [InlineData(Second, "委托公证", "示例四", "339999198805200248", "divorce,marriage")]
    [InlineData(Third, "夫妻财产约定公证", "示例·测试", "339999197809080314", "reissued-marriage,marriage")]
    [InlineData(Third, "夫妻财产约定公证", "𠮷示例", "339999199511110516", "annulled,marriage")]
    [InlineData(Third, "夫妻财产约定公证", "示例九", "339999194507070715", "marriage")]
    [InlineData(Third, "夫妻财产约定公证", "示例九", "339999450707071", "marriage")]
    public async Task LookUp_PartyOfTheCase_ShowsTheirRecordsNewestFirstAndMarksThem(string number, string matter, string name, string id, string kinds)
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);

        var page = await client.GetAsync(await client.AnswerOfAsync(Form(number, matter, name, id)));

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.ShouldHold(name);
        var records = page.Html.QuerySelectorAll("article.record");
        records.Select(r => r.GetAttribute("data-kind")).ShouldBe(kinds.Split(','));
        records.ShouldAllBe(r => r.QuerySelectorAll(".mark").Length == 2 && r.QuerySelector(".mark")!.TextContent == name);
        foreach (var record in records)
        {
            record.QuerySelectorAll("dt").Select(t => t.TextContent).ShouldBe(
            [
                "男方姓名", "男方出生日期", "男方公民身份证号", "女方姓名", "女方出生日期", "女方公民身份证号", "登记日期", "登记证字号", "婚姻登记机关名称", "备注",
            ]);
            record.QuerySelectorAll("dd").ShouldAllBe(d => d.TextContent.Trim().Length > 0);
        }

        page.Body.ShouldContain("查询结果仅供参考");
        page.Body.ShouldContain("示范市示范区民政局婚姻登记处（演示）");
    }

    [Fact]
    public async Task LookUp_DivorcedCouple_ShowsEveryFieldOfTheNotice()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);

        var page = await client.GetAsync(await client.AnswerOfAsync(Form(Second, "委托公证", "示例三", "339999198503150134")));

        var divorce = page.Html.QuerySelector("article[data-kind=divorce]")!;
        divorce.QuerySelector("h2")!.TextContent.ShouldBe("离婚登记");
        Value(divorce, "男方姓名").ShouldBe("示例三");
        Value(divorce, "男方出生日期").ShouldBe("1985年3月15日");
        Value(divorce, "男方公民身份证号").ShouldBe("339999 19850315 0134");
        Value(divorce, "女方姓名").ShouldBe("示例四");
        Value(divorce, "登记日期").ShouldBe("2019年3月4日");
        Value(divorce, "登记证字号").ShouldBe("L339999-2019-900002");
        page.Html.Title!.ShouldStartWith("查询到 2 条登记记录");
        page.Html.Title!.ShouldNotContain("示例三");
    }

    [Theory]
    [InlineData(Third, "夫妻财产约定公证", "示例·测试", "339999197809080314", "补领结婚证", "BJ339999-2020-900003", "补领结婚证，原登记日期2005-10-01")]
    [InlineData(Third, "夫妻财产约定公证", "𠮷示例", "339999199511110516", "撤销受胁迫结婚登记", "示撤字〔2020〕9001号", "受胁迫结婚，婚姻登记已撤销")]
    public async Task LookUp_ReissuedOrAnnulled_IsToldByItsWordNumberAndRemark(string number, string matter, string name, string id, string kind, string certificate, string remark)
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);

        var record = (await client.GetAsync(await client.AnswerOfAsync(Form(number, matter, name, id)))).Html.QuerySelectorAll("article.record")[0];

        record.QuerySelector("h2")!.TextContent.ShouldBe(kind);
        Value(record, "登记证字号").ShouldBe(certificate);
        Value(record, "备注").ShouldBe(remark);
    }

    [Fact]
    public async Task LookUp_OldPaperRecord_SaysWhatIsNotGivenAndWhatIsDerived()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);

        var record = (await client.GetAsync(await client.AnswerOfAsync(Form(Third, "夫妻财产约定公证", "示例九", "339999194507070715")))).Html.QuerySelector("article.record")!;

        Value(record, "男方公民身份证号").ShouldBe("339999 450707 071");
        Value(record, "登记证字号").ShouldBe("浙示结字690100001");
        var born = Value(record, "男方出生日期");
        (born.Contains("未提供", StringComparison.Ordinal) || born.Contains("推算", StringComparison.Ordinal)).ShouldBeTrue(born);
    }

    [Fact]
    public async Task LookUp_NoRecord_SaysWhatTheRangeLeavesOutAndNeverUnmarried()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);

        var url = await client.AnswerOfAsync(Form(Third, "夫妻财产约定公证", "示例十", "330199198801010111"));
        var page = await client.GetAsync(url);

        var section = page.Html.QuerySelector("section[data-outcome=no-record]").ShouldNotBeNull();
        section.QuerySelectorAll("li").Length.ShouldBeGreaterThanOrEqualTo(4);
        section.TextContent.ShouldContain("不能作为婚姻状况的证明");
        page.Body.ShouldNotContain("未婚");
        page.Body.ShouldContain("查询结果仅供参考");
        page.Html.QuerySelectorAll("article.record").ShouldBeEmpty();
        page.ShouldHold("no record");
        var rows = (await portal.Host.ReadEvidenceAsync()).Where(r => r.Entry.Request.SequenceEqual(PortalSteps.RequestOf(url))).ToList();
        rows[1].Entry.Status.ShouldBe(AuditStatus.NotFound);
        rows[1].Event.ShouldBeOfType<QueryAnswered>().Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(" 示例一 ", "339999 19900101 0013", "（2026）示受字第 9001 号")]
    [InlineData("示例一", "３３９９９９１９９００１０１００１３", "〔2026〕示受字第9001号")]
    public async Task LookUp_TypedWithSpacesAndFullWidth_IsUnderstood(string name, string id, string number)
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);

        var page = await client.GetAsync(await client.AnswerOfAsync(Form(number, "继承权公证", name, id)));

        page.Html.QuerySelectorAll("article.record").Length.ShouldBe(1);
        page.Body.ShouldContain("(2026)示受字第9001号");
    }

    [Fact]
    public async Task LookUp_EntrustedRequest_ShowsAndRecordsTheLetter()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        var last = portal.Host.LastEvidence;

        var page = await client.GetAsync(await client.AnswerOfAsync(new()
        {
            ["Ground"] = "EntrustedRequest", ["EntrustingInstitution"] = "示范市第二公证处（演示）", ["LetterNumber"] = "示函〔2026〕1号", ["LetterDate"] = "2026-01-05",
        }));

        page.Body.ShouldContain("示函〔2026〕1号");
        var facts = (await portal.Host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<QueryIntended>().Single().Facts;
        (facts.EntrustingInstitution, facts.LetterNumber, facts.LetterDate).ShouldBe(("示范市第二公证处（演示）", "示函〔2026〕1号", new DateOnly(2026, 1, 5)));
    }

    private static string Value(IElement record, string label) =>
        record.QuerySelectorAll("dt").First(t => t.TextContent == label).NextElementSibling!.TextContent.Trim();

    private static Dictionary<string, string> Form(string number, string matter, string name, string id) =>
        new() { ["CaseNumber"] = number, ["Matter"] = matter, ["Name"] = name, ["IdNumber"] = id };
}
