using System.Xml;

namespace NotaryMarriageQuery.Core.Spreadsheets;

/// <summary>Reads the rows of an .xlsx or .csv file one by one. What a file is decides its content, never its name.</summary>
public static class SpreadsheetReader
{
    private static readonly byte[] _zip = "PK\u0003\u0004"u8.ToArray();
    private static readonly byte[] _oldOffice = [0xD0, 0xCF, 0x11, 0xE0];

    /// <summary>The rows that hold anything, in the file's order. Reading stops where the caller stops.</summary>
    /// <exception cref="SpreadsheetException">The file cannot be read; thrown while the rows are gone through.</exception>
    public static IEnumerable<SheetRow> Read(Stream file)
    {
        if (file.Length > SpreadsheetLimits.FileLength)
        {
            throw new SpreadsheetException($"文件超过 {SpreadsheetLimits.FileLength / 1024 / 1024} MB，请分批导入");
        }

        var start = new byte[4];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (length == 0)
        {
            throw new SpreadsheetException("文件是空的");
        }

        if (start.AsSpan().SequenceEqual(_oldOffice))
        {
            throw new SpreadsheetException("这是旧格式（.xls）或加密的文件，请另存为不加密的 .xlsx 或 .csv");
        }

        return start.AsSpan().SequenceEqual(_zip) ? Guarded(() => XlsxReader.Read(file)) : CsvReader.Read(file);
    }

    // Whatever a broken archive or its XML throws is one sentence for the person.
    private static IEnumerable<SheetRow> Guarded(Func<IEnumerable<SheetRow>> read)
    {
        using var rows = read().GetEnumerator();
        while (true)
        {
            try
            {
                if (!rows.MoveNext())
                {
                    yield break;
                }
            }
            catch (Exception e) when (e is InvalidDataException or XmlException or IOException or NotSupportedException or ArgumentException or FormatException)
            {
                throw new SpreadsheetException("文件已损坏，或不是 .xlsx 工作簿。请用电子表格软件打开核对后另存");
            }

            yield return rows.Current;
        }
    }
}
