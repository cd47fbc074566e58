namespace NotaryMarriageQuery.Tests.Pages.Security;

/// <summary>The table of <c>docs/access-rules.md</c>.</summary>
internal static class AccessTable
{
    public static readonly string[] Columns = ["anonymous", "NotaryOffice", "Inspector", "ProvincialAdmin", "ProvincialAuditor"];

    /// <summary>What the document says for each page and column: <c>allowed</c>, <c>302</c> or <c>403</c>.</summary>
    public static IReadOnlyDictionary<string, string[]> Rows { get; } = File.ReadLines(Path.Combine(Root(), "docs", "access-rules.md"))
        .Where(line => line.StartsWith("| `/", StringComparison.Ordinal))
        .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[0].Trim('`'), cells => cells[1..]);

    public static string Expected(string page, string column) => Rows[page][Array.IndexOf(Columns, column)];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "NotaryMarriageQuery.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The repository is not above the tests.");
        }

        return folder.FullName;
    }
}
