using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;

namespace NotaryMarriageQuery.Portal.Commands;

/// <summary>What the holders of the keys do with them.</summary>
internal static class KeyCommands
{
    public const string Name = "keys";

    public const string Usage = """
        用法：keys rotate [--settings 文件]            更换主密钥（保护年度密钥的密钥），并写入存证
              keys rotate-signing [--settings 文件]    更换签名密钥，并写入存证
        """;

    /// <summary>0 done, 2 wrong words.</summary>
    public static async Task<int> RunAsync(CommandLine line, TextWriter output, TextWriter errors)
    {
        switch (line.Words)
        {
            case [Name, "rotate"]:
                return await AuditCommands.WithEvidenceAsync(line, errors, services => RotateAsync(services, output));
            case [Name, "rotate-signing"]:
                return await AuditCommands.WithEvidenceAsync(line, errors, services => RotateSigningAsync(services, output));
            default:
                await errors.WriteLineAsync(Usage);
                return 2;
        }
    }

    private static async Task<int> RotateAsync(IServiceProvider services, TextWriter output)
    {
        var replaced = await services.GetRequiredService<KeyRotation>().RunAsync("command-line");
        await output.WriteLineAsync($"""
            主密钥已更换：原 {replaced.Old}，新 {replaced.New}；年度 {string.Join("、", replaced.Periods)} 的密钥已由新密钥保护。
            请将密钥文件 {services.GetRequiredService<PortalSettings>().KeyFile} 复制到每个实例，并与数据库分开另行备份。
            """);
        return 0;
    }

    private static async Task<int> RotateSigningAsync(IServiceProvider services, TextWriter output)
    {
        var replaced = await services.GetRequiredService<SigningKeyRotation>().RunAsync("command-line");
        await output.WriteLineAsync($"""
            签名密钥已更换。
            原公钥：{replaced.Old}
            新公钥：{replaced.New}
            请立即将签名密钥文件 {services.GetRequiredService<IOptions<SealingOptions>>().Value.SigningKeyFile} 复制到每个实例，并向每位核验人员交付新公钥。
            """);
        return 0;
    }
}
