using System.Text;
using SQLitePCL;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>Reads a row of the evidence straight from SQLite's statement: sealing and verification read millions of them.</summary>
/// <remarks>
/// The ordinary reader asks for the type of every value first and takes twice the time. Texts are read as bytes with their length: what
/// stands behind a zero character is part of the row, too.
/// </remarks>
internal static class SqliteAuditRow
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The row at which the statement stands; columns in the order in which <c>AuditColumns</c> names them.</summary>
    /// <exception cref="InvalidCastException">A column holds what it cannot hold.</exception>
    /// <exception cref="OverflowException">A number is too large for its column.</exception>
    /// <exception cref="DecoderFallbackException">A text is no UTF-8.</exception>
    public static AuditEntry Read(sqlite3_stmt row) => new()
    {
        Id = Number(row, 0),
        Kind = (AuditKind)checked((short)Number(row, 1)),
        At = Number(row, 2),
        Mono = Number(row, 3),
        Request = Bytes(row, 4),
        Organisation = Text(row, 5),
        Actor = Text(row, 6),
        CaseNumber = Text(row, 7),
        Subject1 = IsNull(row, 8) ? null : Bytes(row, 8),
        Subject2 = IsNull(row, 9) ? null : Bytes(row, 9),
        Status = (AuditStatus)checked((short)Number(row, 10)),
        KeyId = checked((int)Number(row, 11)),
        Detail = Bytes(row, 12),
        Mac = Bytes(row, 13),
    };

    private static bool IsNull(sqlite3_stmt row, int column) => raw.sqlite3_column_type(row, column) == raw.SQLITE_NULL;

    // Nothing, and words in the place of a number, both read as zero.
    private static long Number(sqlite3_stmt row, int column)
    {
        var number = raw.sqlite3_column_int64(row, column);
        return number != 0 || raw.sqlite3_column_type(row, column) == raw.SQLITE_INTEGER ? number : throw new InvalidCastException("No number.");
    }

    private static ReadOnlySpan<byte> Span(sqlite3_stmt row, int column)
    {
        var bytes = raw.sqlite3_column_blob(row, column);
        return bytes.Length > 0 || !IsNull(row, column) ? bytes : throw new InvalidCastException("Nothing is there.");
    }

    private static byte[] Bytes(sqlite3_stmt row, int column) => Span(row, column).ToArray();

    private static string Text(sqlite3_stmt row, int column) => _utf8.GetString(Span(row, column));
}
