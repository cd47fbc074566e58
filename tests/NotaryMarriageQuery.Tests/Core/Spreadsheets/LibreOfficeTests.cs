using System.Text;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Spreadsheets;

/// <summary>What another program makes of our spreadsheets, and we of its.</summary>
public sealed class LibreOfficeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nmq-office-").FullName;

    [Fact]
    public async Task Convert_OurWorkbook_HasTheSameCells()
    {
        string[][] rows = [["人员名单"], Workbook.ListHeadings, ["1", "示范市示例公证处（演示）", "𠮷示例", "男", "公证员，主任", "12000000001"], ["2", "二处", "=1+1", "女", "[引]", "012000000002"]];
        await File.WriteAllBytesAsync(Path.Combine(_folder, "ours.xlsx"), Workbook.Xlsx(rows));

        await LibreOffice.ConvertAsync(_folder, "ours.xlsx", LibreOffice.Csv);

        // Quotes mark what it takes for text: none of our cells is a number or computed.
        var text = await File.ReadAllTextAsync(Path.Combine(_folder, "ours.csv"));
        text.TrimStart('\uFEFF').ReplaceLineEndings("\n").ShouldBe(
            """
            "人员名单",,,,,
            "编号","单位","姓名","性别","职务","手机"
            "1","示范市示例公证处（演示）","𠮷示例","男","公证员，主任","12000000001"
            "2","二处","=1+1","女","[引]","012000000002"

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Read_WorkbookMadeByLibreOffice_HasTheSameCells()
    {
        // The mobile number becomes a number there, as it does for people who type it.
        const string csv = "人员名单\n编号,单位,姓名,性别,职务,手机\n1,示范市示例公证处（演示）,𠮷示例,男,公证员,12000000001\n,,,,,\n2,二处,示例一,女,\"主任,公证员\",12000000002\n";
        await File.WriteAllTextAsync(Path.Combine(_folder, "theirs.csv"), csv, new UTF8Encoding(false));

        await LibreOffice.ConvertAsync(_folder, "theirs.csv", "xlsx", "Text - txt - csv (StarCalc):44,34,76,1");

        var rows = Workbook.Read(await File.ReadAllBytesAsync(Path.Combine(_folder, "theirs.xlsx")));
        rows.Select(r => r.Number).ShouldBe([1, 2, 3, 5]);
        rows[1].Cells.ShouldBe(Workbook.ListHeadings);
        rows[2].Cells.ShouldBe(["1", "示范市示例公证处（演示）", "𠮷示例", "男", "公证员", "12000000001"]);
        rows[3].Cells.ShouldBe(["2", "二处", "示例一", "女", "主任,公证员", "12000000002"]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
