using AuditFormat;

namespace NotaryMarriageQuery.AuditVerifier;

/// <summary>Entry point for the program and for tests.</summary>
public static class Verifier
{
    /// <summary>Exit code: nothing wrong.</summary>
    public const int Good = 0;

    /// <summary>Exit code: the log was changed, or goes back behind a known checkpoint.</summary>
    public const int Tampered = 1;

    /// <summary>Exit code: no verdict from these files.</summary>
    public const int CannotDecide = 2;

    /// <summary>Runs one command line. Never throws: what cannot be read ends in a Chinese sentence on <paramref name="error"/> and exit code 2.</summary>
    /// <returns>0 good, 1 tampered, 2 cannot decide.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        try
        {
            var arguments = Arguments.Parse(args);
            if (Directory.Exists(arguments.Target))
            {
                return new ExportCheck(arguments, output, error).Run();
            }

            return File.Exists(arguments.Target)
                ? ProofCheck.Run(arguments, output)
                : throw new CannotDecideException($"“{arguments.Target}”不存在（missing file）。");
        }
        catch (CannotDecideException e)
        {
            error.WriteLine($"无法判定：{e.Message}");
            return CannotDecide;
        }
        catch (Exception e)
        {
            // The last resort: whatever a hostile file provokes, an inspector gets a sentence and never a verdict by accident.
            error.WriteLine($"无法判定：核验程序出错（{e.GetType().Name}），请把该文件交给技术人员。");
            return CannotDecide;
        }
    }

    /// <summary>Opens a note of the log and tells apart the three ways in which it can be no good.</summary>
    /// <exception cref="CannotDecideException">No checkpoint, of other keys, or of another log.</exception>
    /// <exception cref="BadSignatureException">A signature in the name of one of the keys that is wrong.</exception>
    internal static Checkpoint Open(byte[] note, string path, IReadOnlyList<VerifierKey> keys) =>
        keys.Select(key => TryOpen(note, path, key)).FirstOrDefault(checkpoint => checkpoint is not null)
            ?? throw new CannotDecideException($"“{path}”没有这把公钥的签名，可能是另一日志或另一把公钥（other key）。");

    // Null when the note is not signed by this key.
    private static Checkpoint? TryOpen(byte[] note, string path, VerifierKey key)
    {
        try
        {
            var checkpoint = SignedNote.Open(note, key);
            return string.Equals(checkpoint.Origin, key.Name, StringComparison.Ordinal)
                ? checkpoint
                : throw new CannotDecideException($"“{path}”属于另一日志“{checkpoint.Origin}”，与公钥“{key.Name}”不符（other origin）。");
        }
        catch (FormatException e)
        {
            throw new CannotDecideException($"“{path}”不是检查点（not a checkpoint: {e.Message}）", e);
        }
        catch (BadSignatureException e) when (!e.KeyMatched)
        {
            return null;
        }
    }
}
