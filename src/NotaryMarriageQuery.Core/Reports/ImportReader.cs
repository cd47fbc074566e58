using NotaryMarriageQuery.Core.Spreadsheets;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>A line of an uploaded list or form, as it stands there.</summary>
/// <param name="Sheet">Name of the sheet; empty in a CSV file.</param>
/// <param name="Row">Number of the row as the spreadsheet program shows it.</param>
/// <param name="IsForm">True for 附件4, false for 附件2.</param>
/// <param name="Unit">单位.</param>
/// <param name="Fields">The columns after the unit, in the attachment's order.</param>
public sealed record ImportedLine(string Sheet, int Row, bool IsForm, string Unit, IReadOnlyList<string> Fields)
{
    /// <summary>The line without what it says of people.</summary>
    public override string ToString() => $"{Sheet} {Row}";
}

/// <summary>Why a row cannot be taken.</summary>
public sealed record ImportProblem(string Sheet, int Row, string Reason);

/// <summary>Finds the lists of 附件2 and 附件4 in a spreadsheet by their headings, wherever these stand.</summary>
public static class ImportReader
{
    /// <summary>Filled lines of an upload; the whole province has far fewer. What they cost in memory is bounded with them.</summary>
    public const int MostLines = 50_000;

    private static readonly string[] _list = ["单位", "姓名", "性别", "职务", "手机"];
    private static readonly string[] _form = ["单位", "信息化建设负责人姓名", "电话", "服务器专网IP地址"];

    /// <summary>The lines, and the rows that cannot be read as one.</summary>
    /// <exception cref="SpreadsheetException">The file is no spreadsheet, has no such list, or too many lines.</exception>
    public static (List<ImportedLine> Lines, List<ImportProblem> Problems) Read(Stream file)
    {
        var (lines, problems) = (new List<ImportedLine>(), new List<ImportProblem>());
        Heading? heading = null;
        foreach (var row in SpreadsheetReader.Read(file))
        {
            if (heading is null || heading.Sheet != row.Sheet || Heading.Find(row) is not null)
            {
                heading = Heading.Find(row) ?? (heading?.Sheet == row.Sheet ? heading : null);
                continue;
            }

            if (row.HasFormula)
            {
                problems.Add(new ImportProblem(row.Sheet, row.Number, "含有公式，请先粘贴为数值"));
            }
            else if (heading.Columns.Any(c => row[c].Length > 0))
            {
                // Rows that hold their printed number only are the form's empty lines.
                lines.Add(new ImportedLine(row.Sheet, row.Number, heading.IsForm, row[heading.Columns[0]], [.. heading.Columns.Skip(1).Select(c => row[c])]));
            }

            if (lines.Count + problems.Count > MostLines)
            {
                throw new SpreadsheetException($"一次最多导入 {MostLines} 行，本文件超过此数，没有导入任何内容。请删去无关的行或分批导入");
            }
        }

        return lines.Count + problems.Count > 0
            ? (lines, problems)
            : throw new SpreadsheetException("没有找到名单。表头应为附件2的“编号、单位、姓名、性别、职务、手机”，或附件4的“单位、信息化建设负责人姓名、电话、服务器专网IP地址”，其下至少填写一行");
    }

    private sealed record Heading(string Sheet, bool IsForm, IReadOnlyList<int> Columns)
    {
        public static Heading? Find(SheetRow row)
        {
            var titles = row.Cells.Select(c => string.Concat(c.Where(x => !char.IsWhiteSpace(x)))).ToList();
            return Of(_list, isForm: false) ?? Of(_form, isForm: true);

            Heading? Of(string[] wanted, bool isForm)
            {
                var columns = wanted.Select(w => titles.FindIndex(t => string.Equals(t, w, StringComparison.OrdinalIgnoreCase))).ToList();
                return columns.Contains(-1) ? null : new Heading(row.Sheet, isForm, columns);
            }
        }
    }
}
