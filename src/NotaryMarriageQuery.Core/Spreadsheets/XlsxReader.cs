using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace NotaryMarriageQuery.Core.Spreadsheets;

/// <summary>Reads the sheets of a workbook (ECMA-376) as streams: only the shared texts are held in memory, within a limit.</summary>
internal static class XlsxReader
{
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string StrictRelationships = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    public static IEnumerable<SheetRow> Read(Stream file)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Count > SpreadsheetLimits.Parts)
        {
            throw new SpreadsheetException("工作簿的部件过多，不能读取");
        }

        var parts = new Parts(archive, new CountedStream.Budget(SpreadsheetLimits.Unpacked));
        var targets = ReadTargets(parts);
        var shared = SharedTexts.Read(parts);
        foreach (var (name, relation) in ReadSheets(parts))
        {
            if (!targets.TryGetValue(relation, out var target))
            {
                throw new InvalidDataException("A sheet has no part.");
            }

            using var reader = parts.Open(target) ?? throw new InvalidDataException("A sheet has no part.");
            foreach (var row in ReadRows(reader, name, shared))
            {
                yield return row;
            }
        }
    }

    private static List<(string Name, string Relation)> ReadSheets(Parts parts)
    {
        using var reader = parts.Open("xl/workbook.xml") ?? throw new InvalidDataException("There is no workbook.");
        var sheets = new List<(string, string)>();
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "sheet" })
            {
                var relation = reader.GetAttribute("id", Relationships) ?? reader.GetAttribute("id", StrictRelationships) ?? "";
                sheets.Add((CellText.Clean(reader.GetAttribute("name") ?? "", 31), relation));
            }
        }

        return sheets;
    }

    private static Dictionary<string, string> ReadTargets(Parts parts)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        using var reader = parts.Open("xl/_rels/workbook.xml.rels") ?? throw new InvalidDataException("There are no relationships.");
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && reader.GetAttribute("Id") is { } id && reader.GetAttribute("Target") is { } target)
            {
                targets[id] = target.StartsWith('/') ? target[1..] : "xl/" + target;
            }
        }

        return targets;
    }

    private static IEnumerable<SheetRow> ReadRows(XmlReader reader, string sheet, SharedTexts shared)
    {
        var number = 0;
        while (reader.Read())
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                continue;
            }

            // Rows may leave out their number, and then follow the one before.
            number = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : number + 1;
            var row = reader.IsEmptyElement ? null : ReadRow(reader, sheet, number, shared);
            if (row is { IsEmpty: false })
            {
                yield return row;
            }
        }
    }

    private static SheetRow ReadRow(XmlReader reader, string sheet, int number, SharedTexts shared)
    {
        var cells = new List<string>();
        var (hasFormula, depth, column) = (false, reader.Depth, -1);
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                continue;
            }

            column = ColumnOf(reader.GetAttribute("r")) ?? column + 1;
            var (text, formula) = ReadCell(reader, shared);
            if (column >= SpreadsheetLimits.Columns)
            {
                continue;
            }

            hasFormula |= formula;
            while (cells.Count <= column)
            {
                cells.Add("");
            }

            cells[column] = text;
        }

        return new SheetRow(sheet, number, cells, hasFormula);
    }

    private static (string Text, bool IsFormula) ReadCell(XmlReader reader, SharedTexts shared)
    {
        var (type, depth, isFormula, text) = (reader.GetAttribute("t"), reader.Depth, false, "");
        if (reader.IsEmptyElement)
        {
            return ("", false);
        }

        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "f":
                    isFormula = true;
                    break;
                case "v" or "t":
                    text += CellText.Read(reader);
                    break;
                case "rPh":
                    CellText.Skip(reader);
                    break;
            }
        }

        return isFormula ? ("", true) : (Interpret(type, text, shared), false);
    }

    private static string Interpret(string? type, string text, SharedTexts shared) => type switch
    {
        "s" => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? shared[index] : throw new InvalidDataException("A shared text has no number."),
        "inlineStr" or "str" or "d" => CellText.Clean(text, SpreadsheetLimits.CellLength),

        // A telephone number that was typed as a number may be stored as 1.2E10.
        null or "n" when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value.ToString("0.############", CultureInfo.InvariantCulture),
        _ => CellText.Clean(text, SpreadsheetLimits.CellLength),
    };

    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(c) || column > 20_000)
            {
                break;
            }

            column = (column * 26) + (c - 'A' + 1);
        }

        return column == 0 ? null : column - 1;
    }

    /// <summary>The parts of a workbook, read against one budget.</summary>
    internal sealed class Parts(ZipArchive archive, CountedStream.Budget budget)
    {
        private static readonly XmlReaderSettings _settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true, CloseInput = true };

        public XmlReader? Open(string path) =>
            archive.GetEntry(path) is { } entry ? XmlReader.Create(new CountedStream(entry.Open(), budget), _settings) : null;
    }
}
