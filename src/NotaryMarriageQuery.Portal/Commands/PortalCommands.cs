using CivilIdentity;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Portal.Commands;

/// <summary>Commands of the server's command line. They use the same settings, keys and evidence as the running portal.</summary>
public static class PortalCommands
{
    private const string CreateAdmin = "create-admin";

    private const string Usage = """
        用法：create-admin --account 账户名 --person 姓名 --workstation 地址或网段 --region 省级区划代码 [--province-name 名称] [--settings 文件]
        生成首位省级管理员账户，一次性显示口令和动态码密钥。
        """ + "\n" + AuditCommands.Usage + "\n" + KeyCommands.Usage + "\n" + DatabaseCommands.Usage;

    /// <summary>True when the first word is a command.</summary>
    public static bool Handles(string[] args) => args.Length > 0 && !args[0].StartsWith('-');

    /// <summary>Runs a command; 0 done, 1 refused, 2 wrong words.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        try
        {
            switch (args[0])
            {
                case CreateAdmin:
                    return await CreateAdminAsync(args[1..], output, errors);
                case "audit":
                    return await AuditCommands.RunAsync(new CommandLine(args), output, errors);
                case KeyCommands.Name:
                    return await KeyCommands.RunAsync(new CommandLine(args), output, errors);
                case DatabaseCommands.Name:
                    return await DatabaseCommands.RunAsync(args[1..], output, errors);
                default:
                    await errors.WriteLineAsync(Usage);
                    return 2;
            }
        }
        catch (Exception e) when (e is KeyFileException or InvalidOperationException or EvidenceUnavailableException or IOException or System.Data.Common.DbException)
        {
            await errors.WriteLineAsync("未能执行：" + e.Message);
            return 1;
        }
    }

    private static async Task<int> CreateAdminAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var words = new ConfigurationBuilder().AddCommandLine(args).Build();
        if (!AccountName.TryParse(words["account"], out var account)
            || !PersonName.TryParse(words["person"], out var person, out _)
            || !WorkstationNetwork.TryParse(words["workstation"], out var workstation)
            || !RegionCode.TryParse(words["region"], out var region)
            || region.Value.Length != 2)
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        var builder = PortalApp.CreateBuilder(args);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        var writer = app.Services.GetRequiredService<AuditWriter>();
        await writer.StartAsync(CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        var input = new CreateFirstAdmin(account, person, workstation, words["province-name"] ?? "省司法厅", region);
        var created = await scope.ServiceProvider.GetRequiredService<FirstAdmin>().CreateAsync(input, CancellationToken.None);
        await writer.StopAsync(CancellationToken.None);
        if (created is not { } made)
        {
            await errors.WriteLineAsync("已有在用的省级管理员账户，请由其在页面上管理账户。");
            return 1;
        }

        await output.WriteLineAsync($"""
            账户：{account}
            一次性口令：{made.OneTimePassword}    （7 日内首次登录，登录后须修改）
            动态码密钥：{Totp.ToBase32(made.Enrolment.TotpKey)}
            动态码地址：{Totp.Uri(made.Enrolment.TotpKey, account, person.Original)}
            以上内容只显示这一次，请当面交给 {person.Original}。
            """);
        return 0;
    }
}
