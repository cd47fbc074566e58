using System.Text;

namespace NotaryMarriageQuery.Core.Spreadsheets;

/// <summary>Writes comma-separated rows in UTF-8 with a byte order mark, by which office programs know the encoding.</summary>
/// <remarks>Programs compute what begins with one of <c>= + - @</c>; such a text gets an apostrophe in front, which they do not show.</remarks>
public sealed class CsvWriter : ISheetWriter
{
    private readonly StreamWriter _writer;

    public CsvWriter(Stream stream) => _writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };

    public void Write(params IReadOnlyList<string> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            _writer.Write(i == 0 ? "" : ",");
            _writer.Write(Quote(cells[i]));
        }

        _writer.WriteLine();
    }

    public void Dispose() => _writer.Dispose();

    internal static bool IsComputed(char first) => first is '=' or '+' or '-' or '@' or '\t' or '\r';

    private static string Quote(string cell)
    {
        var safe = cell.Length > 0 && IsComputed(cell[0]) ? "'" + cell : cell;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
