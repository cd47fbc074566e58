namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>The checkout that the tests run from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "NotaryMarriageQuery.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside of a checkout.");
        }

        return folder.FullName;
    }
}
