using System.Text;
using System.Xml;

namespace NotaryMarriageQuery.Core.Spreadsheets;

/// <summary>Texts of cells, never longer than a cell may be.</summary>
internal static class CellText
{
    /// <summary>The text of the element at which the reader stands, which is left at its end.</summary>
    public static string Read(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var text = new StringBuilder();
        var (depth, buffer) = (reader.Depth, new char[1024]);
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace))
            {
                continue;
            }

            int count;
            while ((count = reader.ReadValueChunk(buffer, 0, buffer.Length)) > 0)
            {
                Check(text.Length + count, SpreadsheetLimits.CellLength);
                text.Append(buffer, 0, count);
            }
        }

        return text.ToString();
    }

    /// <summary>Leaves the reader at the end of its element.</summary>
    public static void Skip(XmlReader reader)
    {
        var (depth, isEmpty) = (reader.Depth, reader.IsEmptyElement);
        while (!isEmpty && reader.Read() && reader.Depth > depth)
        {
        }
    }

    /// <summary>A text without blanks and byte order marks at both ends, on one line.</summary>
    public static string Clean(string text, int maxLength)
    {
        Check(text.Length, maxLength);
        return text.ReplaceLineEndings(" ").Trim().Trim('\uFEFF');
    }

    private static void Check(int length, int maxLength)
    {
        if (length > maxLength)
        {
            throw new SpreadsheetException($"有单元格超过 {maxLength} 个字，不能读取");
        }
    }
}
