using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace NotaryMarriageQuery.Core.Spreadsheets;

/// <summary>Writes a workbook of one sheet (ECMA-376) straight into its archive. All cells are inline texts, so nothing is held back.</summary>
public sealed class XlsxWriter : ISheetWriter
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private static readonly XmlWriterSettings _settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = true, CheckCharacters = false };

    private readonly ZipArchive _archive;
    private readonly XmlWriter _sheet;
    private int _row;

    /// <param name="stream">Where the workbook goes; may be one that cannot seek.</param>
    /// <param name="sheetName">Name of the sheet, at most 31 characters.</param>
    /// <param name="widths">Widths of the columns in characters.</param>
    public XlsxWriter(Stream stream, string sheetName, params IReadOnlyList<int> widths)
    {
        _archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        WritePart("[Content_Types].xml", $"""
            <Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{Type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Type}.worksheet+xml"/></Types>
            """);
        WritePart("_rels/.rels", $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        WritePart("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="{sheetName}" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        WritePart("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
        _sheet = XmlWriter.Create(_archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), _settings);
        _sheet.WriteStartElement("worksheet", Main);
        WriteWidths(widths);
        _sheet.WriteStartElement("sheetData", Main);
    }

    public void Write(params IReadOnlyList<string> cells)
    {
        _row++;
        _sheet.WriteStartElement("row", Main);
        _sheet.WriteAttributeString("r", _row.ToString(CultureInfo.InvariantCulture));
        for (var column = 0; column < cells.Count; column++)
        {
            if (cells[column].Length == 0)
            {
                continue;
            }

            _sheet.WriteStartElement("c", Main);
            _sheet.WriteAttributeString("r", string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + column)}{_row}"));
            _sheet.WriteAttributeString("t", "inlineStr");
            _sheet.WriteStartElement("is", Main);
            _sheet.WriteStartElement("t", Main);
            _sheet.WriteAttributeString("xml", "space", null, "preserve");
            _sheet.WriteString(Writable(cells[column]));
            _sheet.WriteEndElement();
            _sheet.WriteEndElement();
            _sheet.WriteEndElement();
        }

        _sheet.WriteEndElement();
    }

    public void Dispose()
    {
        _sheet.WriteEndElement();
        _sheet.WriteEndElement();
        _sheet.Dispose();
        _archive.Dispose();
    }

    // A character that XML cannot hold is shown as missing.
    private static string Writable(string text)
    {
        if (text.All(c => XmlConvert.IsXmlChar(c)))
        {
            return text;
        }

        var writable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            writable.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
        }

        return writable.ToString();
    }

    private void WriteWidths(IReadOnlyList<int> widths)
    {
        if (widths.Count == 0)
        {
            return;
        }

        _sheet.WriteStartElement("cols", Main);
        for (var column = 1; column <= widths.Count; column++)
        {
            _sheet.WriteStartElement("col", Main);
            _sheet.WriteAttributeString("min", column.ToString(CultureInfo.InvariantCulture));
            _sheet.WriteAttributeString("max", column.ToString(CultureInfo.InvariantCulture));
            _sheet.WriteAttributeString("width", widths[column - 1].ToString(CultureInfo.InvariantCulture));
            _sheet.WriteAttributeString("customWidth", "1");
            _sheet.WriteEndElement();
        }

        _sheet.WriteEndElement();
    }

    private void WritePart(string path, string xml)
    {
        using var writer = new StreamWriter(_archive.CreateEntry(path, CompressionLevel.Fastest).Open(), _settings.Encoding);
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + xml);
    }
}
