namespace NotaryMarriageQuery.AuditVerifier;

/// <summary>Reads files that strangers handed in: never more than expected, and every failure as a sentence.</summary>
internal static class Files
{
    /// <summary>Content of a file of at most <paramref name="maxLength"/> bytes.</summary>
    /// <exception cref="CannotDecideException">Missing, unreadable or longer.</exception>
    public static byte[] ReadSmall(string path, int maxLength)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var buffer = new byte[maxLength + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length <= maxLength ? buffer[..length] : throw new CannotDecideException($"文件“{path}”过大，不是所需的文件（file too long）。");
        }
        catch (Exception e) when (IsFileProblem(e))
        {
            throw Missing(path, e);
        }
    }

    public static CannotDecideException Missing(string path, Exception e) => new($"文件“{path}”不存在或无法读取（missing file）。", e);

    public static bool IsFileProblem(Exception e) =>
        e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or System.Security.SecurityException;
}
