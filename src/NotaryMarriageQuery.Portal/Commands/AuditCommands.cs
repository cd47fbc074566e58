using System.Globalization;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;

namespace NotaryMarriageQuery.Portal.Commands;

/// <summary>Commands over the evidence. They seal first, so that they also serve while the portal is stopped.</summary>
internal static class AuditCommands
{
    public const string Usage = """
        用法：audit export 目录 [--from 序号]            导出存证，供离线核验
              audit prove 编号... --out 文件 [--closed]   为单条记录生成证明；--closed 不附内容密钥
              audit verify [--threads 线程数]             在线核验全部存证
              audit public-key [--pem]                    显示公钥
              audit reconcile 文件或地址 [--from 日期] [--to 日期]   与民政平台的应答清单核对
              audit lines [--from 日期] [--to 日期]       由存证重新计算日志与统计，核对是否一致
              均可加 --settings 文件
        """;

    public static async Task<int> RunAsync(CommandLine line, TextWriter output, TextWriter errors)
    {
        switch (line.Words)
        {
            case ["audit", "public-key"]:
                return await WithEvidenceAsync(line, errors, services => Task.FromResult(ShowKey(services, line.Has("pem"), output)));
            case ["audit", "verify"]:
                return await WithEvidenceAsync(line, errors, services => VerifyAsync(services, line, output, errors));
            case ["audit", "export", var folder] when line.Number("from", 0) is >= 0 and var from:
                return await WithEvidenceAsync(line, errors, services => ExportAsync(services, folder, from, output, errors));
            case ["audit", "prove", _, ..] when line["out"] is { } file && ReadIds(line.Words.Skip(2)) is { } ids:
                return await WithEvidenceAsync(line, errors, services => ProveAsync(services, ids, file, line, output, errors));
            case ["audit", "lines"]:
                return await WithEvidenceAsync(line, errors, services => LinesCommand.RunAsync(services, line, output, errors));
            case ["audit", "reconcile", var source]:
                return await WithEvidenceAsync(line, errors, services => ReconcileCommand.RunAsync(services, source, line, output, errors));
            default:
                await errors.WriteLineAsync(Usage);
                return 2;
        }
    }

    /// <summary>Runs with everything in Core, a writer of its own, and what it wrote sealed.</summary>
    internal static async Task<int> WithEvidenceAsync(CommandLine line, TextWriter errors, Func<IServiceProvider, Task<int>> run)
    {
        var builder = PortalApp.CreateBuilder(line.Settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        await using var app = builder.Build();
        var writer = app.Services.GetRequiredService<AuditWriter>();
        await writer.StartAsync(CancellationToken.None);
        var result = await run(app.Services);
        await writer.StopAsync(CancellationToken.None);
        await SealAsync(app.Services, errors);
        return result;
    }

    // Again at the end: the rows of the command itself must not stay unsealed where no portal runs.
    private static async Task SealAsync(IServiceProvider services, TextWriter errors)
    {
        await services.GetRequiredService<SealingService>().SealNowAsync();
        if (services.GetRequiredService<SealingState>().Fault is not SealingProblem.None and var fault)
        {
            await errors.WriteLineAsync("警告：" + Pages.SealingText.Of(fault) + "。");
        }
    }

    private static int ShowKey(IServiceProvider services, bool pem, TextWriter output)
    {
        var head = services.GetRequiredService<LogName>().Current();
        var key = services.GetRequiredService<SigningKey>();
        output.WriteLine(pem ? key.PublicPem() : key.PublicKey(head).Format());
        return 0;
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, CommandLine line, TextWriter output, TextWriter errors)
    {
        await SealAsync(services, errors);
        return Verify(services, line, output, errors);
    }

    private static int Verify(IServiceProvider services, CommandLine line, TextWriter output, TextWriter errors)
    {
        var threads = (int)Math.Clamp(line.Number("threads", Environment.ProcessorCount) ?? 1, 1, 64);
        var result = services.GetRequiredService<LogVerification>().Run(threads, progress: null, CancellationToken.None);
        result.Findings.Warnings.ToList().ForEach(w => output.WriteLine("注意 " + w));
        result.Findings.Tampered.ToList().ForEach(output.WriteLine);
        if (result.Head is not { } head)
        {
            errors.WriteLine("没有可用的检查点，无从核验。");
            return result.Findings.TamperedCount == 0 ? 2 : 1;
        }

        output.WriteLine(result.Findings.TamperedCount == 0
            ? $"核验通过：{head.Origin}，{head.Size} 行，{result.Summary.Writers} 个写入者，根 {Convert.ToBase64String(head.Root)}"
            : $"核验不通过：{result.Findings.TamperedCount} 处问题");
        return result.Findings.TamperedCount == 0 ? 0 : 1;
    }

    private static async Task<int> ExportAsync(IServiceProvider services, string folder, long from, TextWriter output, TextWriter errors)
    {
        await services.GetRequiredService<AuditWriter>().AppendAsync(Draft(new LogExported { From = from }));
        await SealAsync(services, errors);
        if (services.GetRequiredService<LogExport>().Write(Path.GetFullPath(folder), from, progress: null, CancellationToken.None) is not { } rows)
        {
            await errors.WriteLineAsync("还没有检查点，无从导出。");
            return 2;
        }

        await output.WriteLineAsync($"已导出 {rows} 行到 {folder}");
        return 0;
    }

    private static async Task<int> ProveAsync(
        IServiceProvider services, List<long> ids, string file, CommandLine line, TextWriter output, TextWriter errors)
    {
        var proved = new RowsProved { Entries = [.. ids.Select(AuditNumber.Format)], Disclosed = !line.Has("closed") };
        await services.GetRequiredService<AuditWriter>().AppendAsync(Draft(proved));
        await SealAsync(services, errors);
        foreach (var id in ids)
        {
            if (services.GetRequiredService<RowProofs>().Prove(id, disclose: proved.Disclosed) is not { } proof)
            {
                await errors.WriteLineAsync($"没有已封存的记录 {AuditNumber.Format(id)}。");
                return 2;
            }

            // Several proofs are several files: each must be usable, and handed on, alone.
            var target = ids.Count == 1 ? file : $"{file}.{AuditNumber.Format(id)}";
            await File.WriteAllTextAsync(target, proof.Format());
            await output.WriteLineAsync($"{AuditNumber.Format(id)} 的证明已写入 {target}");
        }

        return 0;
    }

    private static AuditDraft Draft(AuditEvent exported) => new(AuditKind.Search, exported) { Actor = "command-line" };

    private static List<long>? ReadIds(IEnumerable<string> words)
    {
        var ids = new List<long>();
        foreach (var word in words)
        {
            if (!AuditNumber.TryParse(word, out var id) && !long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out id))
            {
                return null;
            }

            ids.Add(id);
        }

        // One row of evidence names them all.
        return ids.Count <= 50 ? ids : null;
    }
}
