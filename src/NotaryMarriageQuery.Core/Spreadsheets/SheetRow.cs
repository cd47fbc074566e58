namespace NotaryMarriageQuery.Core.Spreadsheets;

/// <summary>A row of a spreadsheet that holds anything.</summary>
/// <param name="Sheet">Name of its sheet; empty in a CSV file, which has one only.</param>
/// <param name="Number">Number of the row as the spreadsheet program shows it; of a CSV file the line where it begins.</param>
/// <param name="Cells">Texts from column A on, empty where there is none; blanks at both ends are gone.</param>
/// <param name="HasFormula">Some cell is computed: what it shows was not written by a person and is not read.</param>
public sealed record SheetRow(string Sheet, int Number, IReadOnlyList<string> Cells, bool HasFormula)
{
    /// <summary>Text of a column, from 0; empty beyond the last.</summary>
    public string this[int column] => column < Cells.Count ? Cells[column] : "";

    public bool IsEmpty => !HasFormula && Cells.All(c => c.Length == 0);
}
