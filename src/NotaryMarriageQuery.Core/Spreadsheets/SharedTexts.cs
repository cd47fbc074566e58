using System.Xml;

namespace NotaryMarriageQuery.Core.Spreadsheets;

/// <summary>The texts that cells of a workbook refer to by number.</summary>
internal sealed class SharedTexts
{
    private readonly List<string> _texts = [];

    private SharedTexts()
    {
    }

    /// <exception cref="InvalidDataException">There is no such text.</exception>
    public string this[int index] => index < _texts.Count ? _texts[index] : throw new InvalidDataException("A shared text is missing.");

    public static SharedTexts Read(XlsxReader.Parts parts)
    {
        var shared = new SharedTexts();
        using var reader = parts.Open("xl/sharedStrings.xml");
        var characters = 0;
        while (reader is not null && reader.Read())
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                continue;
            }

            var text = CellText.Clean(ReadText(reader), SpreadsheetLimits.CellLength);

            // An empty text costs an entry of the list all the same.
            characters += text.Length + 8;
            if (characters > SpreadsheetLimits.SharedCharacters)
            {
                throw new SpreadsheetException("工作簿中的文字过多，不能读取。请只保留需要报送的工作表后另存为新文件");
            }

            shared._texts.Add(text);
        }

        return shared;
    }

    // Runs of different looks follow each other; how a text is pronounced is no part of it.
    private static string ReadText(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var (depth, text) = (reader.Depth, "");
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "t" })
            {
                text = CellText.Clean(text, SpreadsheetLimits.CellLength) + CellText.Read(reader);
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "rPh" })
            {
                CellText.Skip(reader);
            }
        }

        return text;
    }
}
