using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Portal.Commands;

/// <summary>What the holders of the keys do with them.</summary>
internal static class KeyCommands
{
    public const string Name = "keys";

    public const string Usage = """
        用法：keys rotate [--settings 文件]    更换主密钥（保护年度密钥的密钥），并写入存证
        """;

    /// <summary>0 done, 2 wrong words.</summary>
    public static async Task<int> RunAsync(CommandLine line, TextWriter output, TextWriter errors)
    {
        switch (line.Words)
        {
            case [Name, "rotate"]:
                return await AuditCommands.WithEvidenceAsync(line, errors, services => RotateAsync(services, output));
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
}
