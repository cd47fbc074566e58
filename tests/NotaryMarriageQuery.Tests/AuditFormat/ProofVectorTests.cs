using System.Text.Json;

namespace NotaryMarriageQuery.Tests.AuditFormat;

/// <summary>The inclusion and consistency vectors of the public project transparency-dev/merkle, right proofs and damaged ones.</summary>
/// <remarks>The files are not part of this repository; see <see cref="VectorTheoryAttribute"/> for where they are looked for.</remarks>
public sealed class ProofVectorTests
{
    public static TheoryData<string> Files(string folder) =>
        [.. VectorTheoryAttribute.Folder is { } root
            ? Directory.EnumerateFiles(Path.Combine(root, folder), "*.json", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f)).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>()];

    [VectorTheory]
    [MemberData(nameof(Files), "inclusion")]
    public void Inclusion_Vector(string file)
    {
        var vector = Read(file);
        var valid = Number(vector, "leafIdx") is { } index && Number(vector, "treeSize") is { } size
            && TreeProof.VerifyInclusion(Bytes(vector, "leafHash"), index, size, Proof(vector), Bytes(vector, "root"));
        Assert.Equal(!vector.GetProperty("wantErr").GetBoolean(), valid);
    }

    [VectorTheory]
    [MemberData(nameof(Files), "consistency")]
    public void Consistency_Vector(string file)
    {
        var vector = Read(file);
        var valid = Number(vector, "size1") is { } from && Number(vector, "size2") is { } to
            && TreeProof.VerifyConsistency(from, Bytes(vector, "root1"), to, Bytes(vector, "root2"), Proof(vector));
        Assert.Equal(!vector.GetProperty("wantErr").GetBoolean(), valid);
    }

    [VectorTheory]
    [InlineData(196)]
    public void Vectors_AreAllThere(int expected) => Assert.Equal(expected, Files("inclusion").Count + Files("consistency").Count);

    private static JsonElement Read(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(VectorTheoryAttribute.Folder!, file))).RootElement;

    /// <summary>Null for numbers beyond 63 bits, which no tree of ours can have and which the vectors call wrong.</summary>
    private static long? Number(JsonElement vector, string name) => vector.GetProperty(name).TryGetInt64(out var value) ? value : null;

    private static byte[] Bytes(JsonElement vector, string name) => vector.GetProperty(name).GetBytesFromBase64();

    private static byte[][] Proof(JsonElement vector) =>
        vector.GetProperty("proof") is { ValueKind: JsonValueKind.Array } proof ? [.. proof.EnumerateArray().Select(h => h.GetBytesFromBase64())] : [];
}

/// <summary>A theory over the vectors; skipped when they are not on this machine.</summary>
public sealed class VectorTheoryAttribute : TheoryAttribute
{
    private const string Variable = "MERKLE_VECTORS";

    public VectorTheoryAttribute()
    {
        if (Folder is null)
        {
            Skip = $"Set {Variable} to the testdata folder of transparency-dev/merkle to run its vectors.";
        }
    }

    /// <summary>The folder <c>testdata</c>: named by the variable, or <c>Vectors/merkle/testdata</c> beside this project.</summary>
    public static string? Folder { get; } = Candidates().FirstOrDefault(f => Directory.Exists(Path.Combine(f, "inclusion")));

    private static IEnumerable<string> Candidates()
    {
        yield return Environment.GetEnvironmentVariable(Variable) ?? "";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "Vectors", "merkle", "testdata");
        }
    }
}
