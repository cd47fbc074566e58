using System.IO.Compression;
using System.Text;
using NotaryMarriageQuery.Core.Spreadsheets;

namespace NotaryMarriageQuery.Tests.Core.Spreadsheets;

/// <summary>Files for tests: good ones from our writers, others put together part by part.</summary>
internal static class Workbook
{
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    public static readonly string[] ListHeadings = ["编号", "单位", "姓名", "性别", "职务", "手机"];
    public static readonly string[] FormHeadings = ["单位", "信息化建设负责人姓名", "电话", "服务器专网IP地址"];

    public static byte[] Xlsx(params string[][] rows) => Write(s => new XlsxWriter(s, "名单"), rows);

    public static byte[] Csv(params string[][] rows) => Write(s => new CsvWriter(s), rows);

    /// <summary>The sheet's rows as XML, with further parts.</summary>
    public static byte[] Raw(string sheetData, params (string Path, string Content)[] more) => Zip([.. Parts(sheetData), .. more]);

    public static string Shared(params string[] items) => $"<sst {Main}>{string.Concat(items.Select(i => $"<si>{i}</si>"))}</sst>";

    public static byte[] Zip(params (string Path, string Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in parts)
            {
                using var part = archive.CreateEntry(path).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }

    /// <summary>A sheet that unpacks to so many megabytes of spaces.</summary>
    public static byte[] Bomb(int megabytes)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in Parts("").Take(2))
            {
                using var part = archive.CreateEntry(path).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }

            using var sheet = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            sheet.Write(Encoding.UTF8.GetBytes($"<worksheet {Main}><sheetData>"));
            var megabyte = Encoding.ASCII.GetBytes(new string(' ', 1024 * 1024));
            for (var i = 0; i < megabytes; i++)
            {
                sheet.Write(megabyte);
            }

            sheet.Write("</sheetData></worksheet>"u8);
        }

        return stream.ToArray();
    }

    public static List<SheetRow> Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return [.. SpreadsheetReader.Read(stream)];
    }

    private static (string Path, string Content)[] Parts(string sheetData) =>
    [
        ("xl/workbook.xml", $"<workbook {Main} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"一\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Target=\"/xl/worksheets/sheet1.xml\"/></Relationships>"),
        ("xl/worksheets/sheet1.xml", $"<worksheet {Main}><sheetData>{sheetData}</sheetData></worksheet>"),
    ];

    private static byte[] Write(Func<Stream, ISheetWriter> make, string[][] rows)
    {
        using var stream = new MemoryStream();
        using (var writer = make(stream))
        {
            foreach (var row in rows)
            {
                writer.Write(row);
            }
        }

        return stream.ToArray();
    }
}
