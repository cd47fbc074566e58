using System.Text;

namespace NotaryMarriageQuery.AuditVerifier;

/// <summary>Offline verifier of the evidence: needs an export or a proof and the public key; no database, no network, no secret.</summary>
public static class Program
{
    public static int Main(string[] args)
    {
        // Windows consoles start in a code page without Chinese.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return Verifier.Run(args, Console.Out, Console.Error);
    }
}
