using MarriageRegistry;
using MarriageRegistry.Data;
using Microsoft.Extensions.Options;

try
{
    await RegistryApp.Build(args).RunAsync();
    return 0;
}
catch (Exception refused) when (refused is DatabaseRefusedException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 2;
}
