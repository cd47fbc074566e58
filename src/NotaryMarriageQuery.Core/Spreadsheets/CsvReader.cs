using System.Text;

namespace NotaryMarriageQuery.Core.Spreadsheets;

/// <summary>Reads comma-separated rows (RFC 4180) in UTF-8 or GB18030, as office programs here save them.</summary>
internal static class CsvReader
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Encoding _gb18030 =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public static IEnumerable<SheetRow> Read(Stream file)
    {
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return Rows(Decode(bytes.ToArray()));
    }

    // Strict UTF-8 first: other text does not happen to be valid UTF-8. What is neither is no text of ours.
    private static string Decode(byte[] bytes)
    {
        try
        {
            return Checked(_utf8.GetString(bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes));
        }
        catch (DecoderFallbackException)
        {
            try
            {
                return Checked(_gb18030.GetString(bytes));
            }
            catch (DecoderFallbackException)
            {
                throw NotText();
            }
        }
    }

    private static string Checked(string text) =>
        text.AsSpan().ContainsAnyInRange('\u0000', '\u0008') || text.Contains('\uFFFD', StringComparison.Ordinal) ? throw NotText() : text;

    private static SpreadsheetException NotText() => new("不是 .xlsx 工作簿，也不是 UTF-8 或 GB18030 编码的 .csv 文件");

    private static IEnumerable<SheetRow> Rows(string text)
    {
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            var (begins, cells) = (line, new List<string>());
            do
            {
                var cell = ReadCell(text, ref at, ref line);
                if (cells.Count < SpreadsheetLimits.Columns)
                {
                    cells.Add(Restore(CellText.Clean(cell, SpreadsheetLimits.CellLength)));
                }
            }
            while (at < text.Length && text[at] == ',' && ++at > 0);

            SkipLineEnd(text, ref at, ref line);
            var row = new SheetRow("", begins, cells, HasFormula: cells.Any(IsFormula));
            if (!row.IsEmpty)
            {
                yield return row;
            }
        }
    }

    private static string ReadCell(string text, ref int at, ref int line)
    {
        if (at >= text.Length || text[at] != '"')
        {
            var start = at;
            while (at < text.Length && text[at] is not (',' or '\r' or '\n'))
            {
                at++;
            }

            return text[start..at];
        }

        var (opened, cell) = (line, new StringBuilder());
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"' && (at + 1 == text.Length || text[at + 1] != '"'))
            {
                at++;
                return at == text.Length || text[at] is ',' or '\r' or '\n'
                    ? cell.ToString()
                    : throw new SpreadsheetException($"第 {line} 行的引号之后有多余的文字");
            }

            at += text[at] == '"' ? 1 : 0;
            line += text[at] == '\n' ? 1 : 0;
            cell.Append(text[at]);
        }

        throw new SpreadsheetException($"第 {opened} 行的引号没有结束");
    }

    private static void SkipLineEnd(string text, ref int at, ref int line)
    {
        at += at < text.Length && text[at] == '\r' ? 1 : 0;
        at += at < text.Length && text[at] == '\n' ? 1 : 0;
        line++;
    }

    // What CsvWriter put in front so that no program computes the text.
    private static string Restore(string cell) => cell is ['\'', var next, ..] && CsvWriter.IsComputed(next) ? cell[1..] : cell;

    private static bool IsFormula(string cell) => cell is ['=', ..];
}
