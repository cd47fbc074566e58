namespace NotaryMarriageQuery.Core.Spreadsheets;

/// <summary>What a file may cost to read, whatever it claims to be.</summary>
public static class SpreadsheetLimits
{
    /// <summary>Bytes of a file.</summary>
    public const int FileLength = 8 * 1024 * 1024;

    /// <summary>Bytes of all parts of a workbook when unpacked, counted while they are read.</summary>
    public const long Unpacked = 64L * 1024 * 1024;

    /// <summary>Parts of a workbook.</summary>
    public const int Parts = 500;

    /// <summary>Characters of all shared texts of a workbook, which are held in memory.</summary>
    public const int SharedCharacters = 8 * 1024 * 1024;

    /// <summary>Characters of a cell.</summary>
    public const int CellLength = 4096;

    /// <summary>Columns that are looked at.</summary>
    public const int Columns = 64;
}
