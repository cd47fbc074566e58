using System.Security.Cryptography;
using System.Text;
using AuditFormat;

namespace NotaryMarriageQuery.AuditVerifier;

/// <summary>Verifies the proof file of one row and prints what the row says.</summary>
internal static class ProofCheck
{
    public static int Run(Arguments arguments, TextWriter output)
    {
        var (proof, row) = Read(arguments.Target);
        Checkpoint checkpoint;
        try
        {
            checkpoint = Verifier.Open(Encoding.UTF8.GetBytes(proof.Note), arguments.Target, [arguments.Key]);
        }
        catch (BadSignatureException)
        {
            output.WriteLine("tree: 检查点的签名无效（bad signature）");
            return Verifier.Tampered;
        }

        if (!proof.IsIn(checkpoint))
        {
            output.WriteLine(new Finding(row.Id, "不在该检查点的散列树中（not included）"));
            return Verifier.Tampered;
        }

        Print(row, output);
        if (proof.Disclosure is { } disclosure)
        {
            try
            {
                output.WriteLine($"明细：{Encoding.UTF8.GetString(DetailDisclosure.Open(row, disclosure))}");
            }
            catch (CryptographicException)
            {
                output.WriteLine(new Finding(row.Id, "披露的行密钥与此行不符（disclosed key does not fit）"));
                return Verifier.Tampered;
            }
        }

        output.WriteLine($"结论：此行属于日志“{checkpoint.Origin}”（共 {checkpoint.Size} 行，第 {proof.Index} 叶），未被改动（good）。");
        return Verifier.Good;
    }

    private static (RowProof Proof, AuditEntry Row) Read(string path)
    {
        try
        {
            var proof = RowProof.Parse(Files.ReadSmall(path, RowProof.MaxLength));
            return (proof, CanonicalRow.Read(proof.Leaf));
        }
        catch (FormatException e)
        {
            throw new CannotDecideException($"文件“{path}”不是行证明（not a proof: {e.Message}）", e);
        }
    }

    private static void Print(AuditEntry row, TextWriter output)
    {
        output.WriteLine($"存证编号：{AuditNumber.Format(row.Id)}（row {row.Id}）");
        output.WriteLine($"事项：{row.Kind}　结果：{row.Status}　密钥期：{row.KeyId}");
        output.WriteLine($"时间：{Instant.Format(row.At)}");
        output.WriteLine($"请求号：{Convert.ToHexStringLower(row.Request)}");
        output.WriteLine($"机构：{row.Organisation}　人员：{row.Actor}　受理号：{row.CaseNumber}");
        output.WriteLine($"当事人索引：{Hex(row.Subject1)}　{Hex(row.Subject2)}");
    }

    private static string Hex(byte[]? subject) => subject is null ? "无" : Convert.ToHexStringLower(subject);
}
