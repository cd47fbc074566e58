using System.Globalization;
using System.Text;
using AuditFormat;

namespace NotaryMarriageQuery.AuditVerifier;

/// <summary>The command line, checked.</summary>
/// <param name="Target">Export directory or proof file.</param>
/// <param name="Keys">Public keys of the log: the present one, and behind it earlier ones, which only what came before is checked with.</param>
/// <param name="Since">File with an older signed checkpoint, or null.</param>
/// <param name="State">Folder in which the newest verified checkpoint of every log is remembered.</param>
/// <param name="Threads">Threads that parse and hash, from 1.</param>
public sealed record Arguments(string Target, IReadOnlyList<VerifierKey> Keys, string? Since, string State, int Threads)
{
    public const string Usage =
        "用法：verify 目录|证明文件 --key 公钥|公钥文件 [--since 旧检查点文件] [--state 目录] [--threads N]";

    private const int MaxThreads = 64;
    private const int MaxKeys = 32;

    /// <summary>The key that must have signed the newest checkpoint.</summary>
    public VerifierKey Key => Keys[0];

    /// <summary>Reads the command line.</summary>
    /// <exception cref="CannotDecideException">It is incomplete or wrong, or the key cannot be read.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        if (args.Count < 2 || !string.Equals(args[0], "verify", StringComparison.Ordinal))
        {
            throw new CannotDecideException(Usage);
        }

        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 2; i < args.Count; i += 2)
        {
            if (args[i] is not ("--key" or "--since" or "--state" or "--threads") || i + 1 == args.Count || !options.TryAdd(args[i], args[i + 1]))
            {
                throw new CannotDecideException($"参数“{args[i]}”有误（argument）。{Usage}");
            }
        }

        return new(
            args[1],
            ReadKeys(options.GetValueOrDefault("--key") ?? throw new CannotDecideException($"缺少公钥（--key）。{Usage}")),
            options.GetValueOrDefault("--since"),
            options.GetValueOrDefault("--state") ?? DefaultState(),
            ReadThreads(options.GetValueOrDefault("--threads")));
    }

    private static List<VerifierKey> ReadKeys(string keyOrFile)
    {
        try
        {
            var text = File.Exists(keyOrFile) ? Encoding.UTF8.GetString(Files.ReadSmall(keyOrFile, VerifierKey.MaxLength * MaxKeys)) : keyOrFile;
            var keys = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(VerifierKey.Parse).ToList();
            return keys.Count > 0 && keys.TrueForAll(key => string.Equals(key.Name, keys[0].Name, StringComparison.Ordinal))
                ? keys
                : throw new FormatException("Not the keys of one log.");
        }
        catch (FormatException e)
        {
            throw new CannotDecideException("公钥无法识别，应为一行“名称+编号+公钥”；更换过公钥的，首行为现用公钥，其下为同一日志的原公钥（key）。", e);
        }
    }

    private static int ReadThreads(string? text)
    {
        if (text is null)
        {
            return Math.Min(Environment.ProcessorCount, MaxThreads);
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var threads) && threads is > 0 and <= MaxThreads
            ? threads
            : throw new CannotDecideException($"线程数应为 1 至 {MaxThreads}（--threads）。");
    }

    private static string DefaultState() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "NotaryMarriageQuery",
        "verified");
}
