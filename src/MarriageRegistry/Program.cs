using MarriageRegistry;
using MarriageRegistry.Data;

try
{
    await RegistryApp.Build(args).RunAsync();
    return 0;
}
catch (DatabaseRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 2;
}
