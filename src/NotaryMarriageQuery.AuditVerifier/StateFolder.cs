using System.Security.Cryptography;
using System.Text;
using AuditFormat;

namespace NotaryMarriageQuery.AuditVerifier;

/// <summary>Remembers the newest verified checkpoint of every log on this computer, which makes every inspector a witness.</summary>
/// <remarks>The file is the signed note itself, so it is checked like any other and needs no trust in the folder.</remarks>
internal sealed class StateFolder(string folder, IReadOnlyList<VerifierKey> keys)
{
    private readonly string _path = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(keys[0].Name)))[..32] + ".checkpoint");

    /// <summary>The remembered checkpoint; null when there is none yet or it cannot be used, which is said in <paramref name="warning"/>.</summary>
    public Checkpoint? Read(out string? warning)
    {
        warning = null;
        if (!File.Exists(_path))
        {
            return null;
        }

        try
        {
            return Verifier.Open(Files.ReadSmall(_path, SignedNote.MaxLength), _path, keys);
        }
        catch (Exception e) when (e is FormatException or BadSignatureException or CannotDecideException)
        {
            warning = $"本机记住的检查点“{_path}”无法使用，本次不与其比较（state unusable）。";
            return null;
        }
    }

    /// <summary>Remembers a note, whole or not at all. Returns a warning when the folder cannot be written.</summary>
    public string? Write(byte[] note)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var draft = $"{_path}.{Environment.ProcessId}.tmp";
            using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
            {
                file.Write(note);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, _path, overwrite: true);
            return null;
        }
        catch (Exception e) when (Files.IsFileProblem(e))
        {
            return $"无法记住本次的检查点，下次不能据此发现回退（state not writable: {folder}）。";
        }
    }
}
