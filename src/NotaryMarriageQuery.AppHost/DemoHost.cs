using System.Text.Json;
using MarriageRegistry;
using NotaryMarriageQuery.Portal;

namespace NotaryMarriageQuery.AppHost;

/// <summary>Runs registry and portal in one process on loopback with demo data. Not for production.</summary>
public static class DemoHost
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true };

    /// <summary>Starts both services, says when they answer, and waits until the process is told to stop.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var options = AppHostOptions.From(args);
        Prepare(options);

        // Side by side: each spends its start on being compiled.
        var registryStart = Task.Run(() => StartRegistryAsync(options));
        await using var portal = PortalApp.Build(["--settings", options.SettingsFile]);
        await DemoData.SeedAsync(portal.Services, CancellationToken.None);
        await portal.StartAsync();
        await DemoExamples.AddAsync(portal.Services, CancellationToken.None);
        await using var registry = await registryStart;

        await output.WriteLineAsync($"""
            公证婚姻登记信息查询系统（演示）
              登录：{options.PortalUrl}/account/sign-in
              账户：shili-gzc（公证机构） shi-sfj（检查人员） sheng-admin（省级账户管理员） sheng-audit（省级审计员）
              口令：{DemoData.Password}
              动态码：shili-gzc 测试甲 {DemoData.TotpOf("测试甲")}，测试乙 {DemoData.TotpOf("测试乙")}；其余见 docs/architecture.md
              案件：(2026)示受字第9001号 继承权公证，示例一 339999199001010013
              婚姻登记业务办理：{options.RegistryUrl}/desk/sign-in dengji-01（登记员） dengji-zhang（负责人），动态码见 docs/architecture.md
            """);
        await output.WriteLineAsync($"ready portal={options.PortalUrl} registry={options.RegistryUrl}");
        await output.FlushAsync();
        await portal.WaitForShutdownAsync();
        await registry.StopAsync();
        return 0;
    }

    private static void Prepare(AppHostOptions options)
    {
        Directory.CreateDirectory(options.Data);
        if (options.Fresh)
        {
            Erase(options);
        }

        File.WriteAllText(options.SettingsFile, JsonSerializer.Serialize(PortalSettingsOf(options), _json));
    }

    // Only what this program made: the folder may be shared with other things.
    private static void Erase(AppHostOptions options)
    {
        foreach (var database in new[] { options.PortalDatabase, options.RegistryDatabase })
        {
            foreach (var ending in new[] { "", "-wal", "-shm" })
            {
                File.Delete(database + ending);
            }
        }

        File.Delete(options.SettingsFile);
        if (Directory.Exists(options.Keys))
        {
            Directory.Delete(options.Keys, recursive: true);
        }
    }

    private static async Task<WebApplication> StartRegistryAsync(AppHostOptions options)
    {
        var registry = BuildRegistry(options);
        await registry.StartAsync();
        return registry;
    }

    private static WebApplication BuildRegistry(AppHostOptions options) => RegistryApp.Build(
    [
        "--urls", options.RegistryUrl,
        "--ConnectionStrings:Registry", $"Data Source={options.RegistryDatabase}",
        "--Demo:Enabled", "true",
        "--Logging:LogLevel:Default", "Warning",
    ]);

    private static Dictionary<string, object> PortalSettingsOf(AppHostOptions options) => new()
    {
        ["urls"] = options.PortalUrl,
        ["Demo"] = new { Enabled = true },
        ["Database"] = new { Provider = "Sqlite" },
        ["ConnectionStrings"] = new { Portal = $"Data Source={options.PortalDatabase}" },
        ["Keys"] = new { File = Path.Combine(options.Keys, "portal-keys.json") },
        ["Registry"] = new
        {
            BaseUrl = options.RegistryUrl,
            AppKey = "demo0000000000000000000000000001",
            AppSecret = "demosecret0000000000000000000001",
            SearchAppKey = "demo0000000000000000000000000002",
            SearchAppSecret = "demosecret0000000000000000000002",
        },
        ["RateLimits"] = new { LookupsPerMinute = 600, SignInsPerMinute = 600, IntakesPerMinute = 600 },

        // Several testers share one demo person within one 30-second step; see decision 0005.
        ["SignIn"] = new { RefuseUsedCodes = false },
        ["Logging"] = new { LogLevel = new { Default = "Warning" } },
    };
}
