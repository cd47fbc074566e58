using System.Text;
using NotaryMarriageQuery.Core.Spreadsheets;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Spreadsheets;

/// <summary>Reading and writing spreadsheets: what comes back is what was written, and a hostile file is one sentence within a limit.</summary>
public sealed class SpreadsheetTests
{
    private static readonly Encoding _gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private static readonly string[][] _hard =
    [
        ["标题"], [], ["", "b", "", "d"], ["逗号,引号\"", "两行 在一格", "𠮷示例", "<a>&amp;"], ["=1+1", "+86 12000000001", "-5", "@x", "'=已加"], ["0012", "12000000001", "1.5"],
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_HardTexts_ComeBackAsTheyWere(bool xlsx)
    {
        // A CSV reader takes what begins with = for a formula, unless the writer's apostrophe stands before it.
        var rows = Workbook.Read(xlsx ? Workbook.Xlsx(_hard) : Workbook.Csv(_hard));

        rows.Select(r => r.Number).ShouldBe([1, 3, 4, 5, 6]);
        rows[1].Cells.ShouldBe(["", "b", "", "d"]);
        rows[2].Cells.ShouldBe(_hard[3]);
        rows[4].Cells.ShouldBe(_hard[5]);
        if (xlsx)
        {
            rows[3].Cells.ShouldBe(_hard[4]);
        }
        else
        {
            rows[3].Cells.Skip(1).ShouldBe(["+86 12000000001", "-5", "@x", "=已加"]);
            rows[3][0].ShouldBe("=1+1");
        }
    }

    [Fact]
    public void Csv_ComputedTexts_AreWrittenSoThatNoProgramComputesThem()
    {
        var text = Encoding.UTF8.GetString(Workbook.Csv(["=HYPERLINK(\"x\")", "+1", "-1", "@SUM(A1)", "\tx", "a=b"]));

        text.ShouldBe("\uFEFF\"'=HYPERLINK(\"\"x\"\")\",'+1,'-1,'@SUM(A1),'\tx,a=b\r\n");
    }

    [Fact]
    public void Xlsx_SharedTextsRunsNumbersAndGaps_AreRead()
    {
        var shared = Workbook.Shared("<t>甲</t>", "<r><t>富</t></r><r><t>文本</t></r><rPh sb=\"0\" eb=\"1\"><t>注音</t></rPh>", "<t xml:space=\"preserve\"> 乙 </t>", "");
        var rows = Workbook.Read(Workbook.Raw(
            """
            <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="AA2" t="s"><v>2</v></c></row>
            <row><c t="s"><v>3</v></c><c><v>12000000001</v></c><c><v>1.2000000001E10</v></c><c t="str"><v>文</v></c><c t="inlineStr"><is><t>行</t></is></c><c t="b"><v>1</v></c></row>
            <row r="9"><c r="A9"><f>1+1</f><v>2</v></c></row><row r="10"/><row r="11"><c r="A11"/></row>
            """,
            ("xl/sharedStrings.xml", shared)));

        rows.Select(r => r.Number).ShouldBe([2, 3, 9]);
        (rows[0][0], rows[0][1], rows[0][2], rows[0][26]).ShouldBe(("甲", "", "富文本", "乙"));
        rows[1].Cells.ShouldBe(["", "12000000001", "12000000001", "文", "行", "1"]);
        rows[2].HasFormula.ShouldBeTrue();
        rows[2][0].ShouldBe("");
    }

    [Fact]
    public void Csv_EveryEncodingOfOurOffices_IsRead()
    {
        const string text = "单位,姓名\r\n示范市示例公证处,𠮷示例\n\"a\"\"b\",\"一\r\n二\"";
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes("\uFEFF" + text), _gb18030.GetBytes(text) })
        {
            var rows = Workbook.Read(bytes);

            rows.Select(r => r.Number).ShouldBe([1, 2, 3]);
            rows[1].Cells.ShouldBe(["示范市示例公证处", "𠮷示例"]);
            rows[2].Cells.ShouldBe(["a\"b", "一 二"]);
        }
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "empty", "文件是空的" },
        { "image", "不是 .xlsx 工作簿" },
        { "utf-16", "不是 .xlsx 工作簿" },
        { "old office", "旧格式" },
        { "cut zip", "已损坏" },
        { "zip of something else", "已损坏" },
        { "cut xml", "已损坏" },
        { "doctype", "已损坏" },
        { "no sheet part", "已损坏" },
        { "missing shared text", "已损坏" },
        { "bomb", "解压后过大" },
        { "bomb of shared texts", "文字过多" },
        { "too many parts", "部件过多" },
        { "huge cell", "超过 4096 个字" },
        { "huge csv cell", "超过 4096 个字" },
        { "open quote", "第 2 行的引号没有结束" },
        { "text after quote", "引号之后有多余的文字" },
        { "large file", "超过 8 MB" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Read_HostileFile_IsOneSentence(string what, string sentence)
    {
        var file = Make(what);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<SpreadsheetException>(() => Workbook.Read(file)).Message.ShouldContain(sentence);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 * 1024 * 1024, what);
    }

    private static byte[] Make(string what) => what switch
    {
        "empty" => [],
        "image" => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13],
        "utf-16" => Encoding.Unicode.GetBytes("\uFEFFname,x"),
        "old office" => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1],
        "cut zip" => Workbook.Xlsx(Workbook.ListHeadings)[..^40],
        "zip of something else" => Workbook.Zip(("readme.txt", "x")),
        "cut xml" => Workbook.Raw("<row r=\"1\"><c>"),
        "doctype" => Workbook.Raw("<row/>", ("xl/sharedStrings.xml", "<!DOCTYPE s [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>")),
        "no sheet part" => Workbook.Zip(
            ("xl/workbook.xml", "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" r:id=\"x\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships/>")),
        "missing shared text" => Workbook.Raw("<row><c t=\"s\"><v>7</v></c></row>"),
        "bomb" => Workbook.Bomb(300),
        "bomb of shared texts" => Workbook.Raw("<row/>", ("xl/sharedStrings.xml", Workbook.Shared([.. Enumerable.Repeat("<t>" + new string('a', 4000) + "</t>", 2200)]))),
        "too many parts" => Workbook.Zip([.. Enumerable.Range(0, 600).Select(i => ($"p{i}", ""))]),
        "huge cell" => Workbook.Raw($"<row><c t=\"inlineStr\"><is><t>{new string('a', 5000)}</t></is></c></row>"),
        "huge csv cell" => Encoding.UTF8.GetBytes("a," + new string('b', 5000)),
        "open quote" => Encoding.UTF8.GetBytes("a,b\n\"c,d\ne,f\n"),
        "text after quote" => Encoding.UTF8.GetBytes("a,\"b\"c\n"),
        "large file" => new byte[(8 * 1024 * 1024) + 1],
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };
}
