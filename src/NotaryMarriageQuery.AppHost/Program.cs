using NotaryMarriageQuery.AppHost;

return await DemoHost.RunAsync(args, Console.Out);
