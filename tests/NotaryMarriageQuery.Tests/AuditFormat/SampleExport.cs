using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NotaryMarriageQuery.Tests.AuditFormat;

/// <summary>Writes an export directory of rows, signed by a key of its own; deleted at the end.</summary>
internal sealed class SampleExport : IDisposable
{
    public const string Origin = "audit.example/sg";

    private readonly ECDsa _key;

    public SampleExport(IReadOnlyList<AuditEntry> rows, ECDsa? key = null, string origin = Origin, params int[] earlier)
        : this([.. rows.Select(r => CanonicalRow.Write(r, withMac: true))], key, origin, earlier)
    {
    }

    public SampleExport(IReadOnlyList<byte[]> leaves, ECDsa? key, string origin, int[] earlier)
    {
        _key = key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Key = VerifierKey.From(origin, _key);
        Root = Directory.CreateTempSubdirectory("audit-export-").FullName;
        var tree = new TileTree();
        for (var i = 0; i < leaves.Count; i++)
        {
            tree.Add(TreeHash.Leaf(leaves[i]), t => WriteFile(Tile.PathOf(t.Level, t.Index), t.Data));
            if (earlier.Contains(i + 1))
            {
                WriteNote($"checkpoints/{i + 1}", new(origin, tree.Size, tree.Root()));
            }
        }

        for (var level = 0; level < TileTree.Levels(tree.Size); level++)
        {
            if (tree.Partial(level) is { Count: > 0 } edge)
            {
                WriteFile(Tile.PathOf(level, tree.Size >> (8 * (level + 1)), edge.Count), [.. edge.SelectMany(h => h)]);
            }
        }

        Head = new(origin, tree.Size, tree.Root());
        WriteNote("checkpoint", Head);
        WriteBundles(leaves);
    }

    public string Root { get; }

    public VerifierKey Key { get; }

    public Checkpoint Head { get; }

    public string State => Path.Combine(Root, "state");

    public string PathTo(string name) => Path.Combine(Root, name);

    /// <summary>Rewrites the bundles only, as somebody with access to files would; tiles and checkpoints stay.</summary>
    public void WriteBundles(IReadOnlyList<byte[]> leaves)
    {
        foreach (var (index, chunk) in leaves.Chunk(Tile.FullWidth).Index())
        {
            WriteFile(Tile.EntriesPathOf(index, chunk.Length), Bundle(chunk));
        }
    }

    public static byte[] Bundle(IEnumerable<byte[]> leaves)
    {
        using var bytes = new MemoryStream();
        Span<byte> length = stackalloc byte[2];
        foreach (var leaf in leaves)
        {
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)leaf.Length);
            bytes.Write(length);
            bytes.Write(leaf);
        }

        return bytes.ToArray();
    }

    public void WriteNote(string name, Checkpoint checkpoint) => WriteFile(name, System.Text.Encoding.UTF8.GetBytes(SignedNote.Sign(checkpoint, checkpoint.Origin, _key)));

    public void WriteFile(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathTo(name))!);
        File.WriteAllBytes(PathTo(name), bytes);
    }

    /// <summary>Runs the verifier over this export (or another target) with its own state folder.</summary>
    public (int Exit, string Output, string Error) Verify(params string[] options) => VerifyTarget(Root, options);

    public (int Exit, string Output, string Error) VerifyTarget(string target, params string[] options)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] state = options.Contains("--state") ? [] : ["--state", State];
        var exit = AuditVerifier.Verifier.Run(["verify", target, "--key", Key.Format(), .. state, .. options], output, error);
        return (exit, output.ToString(), error.ToString());
    }

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
