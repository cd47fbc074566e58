using NotaryMarriageQuery.AppHost;

try
{
    return await DemoHost.RunAsync(args, Console.Out);
}
catch (Exception e) when (e is IOException or InvalidOperationException or NotaryMarriageQuery.Core.Audit.KeyFileException)
{
    await Console.Error.WriteLineAsync("未能启动：" + e.Message);
    return 1;
}
