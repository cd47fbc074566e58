namespace NotaryMarriageQuery.Core.Spreadsheets;

/// <summary>Writes a table row by row; memory does not grow with the rows. Disposing completes the file and leaves the stream open.</summary>
public interface ISheetWriter : IDisposable
{
    /// <summary>Writes a row of texts; none of them is ever computed.</summary>
    void Write(params IReadOnlyList<string> cells);
}
