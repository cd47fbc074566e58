namespace NotaryMarriageQuery.Core.Spreadsheets;

/// <summary>A file that is no spreadsheet we read. The message is Chinese, for the person who chose the file, and holds nothing of its contents.</summary>
public sealed class SpreadsheetException(string message) : Exception(message);
