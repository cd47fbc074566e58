using MarriageRegistry;
using MarriageRegistry.Data;
using MarriageRegistry.Desk.Accounts;
using Microsoft.Extensions.Options;

try
{
    if (RegistrarCommand.IsMeant(args))
    {
        return await RegistrarCommand.RunAsync(args, Console.Out, Console.Error);
    }

    await RegistryApp.Build(args).RunAsync();
    return 0;
}
catch (Exception refused) when (refused is DatabaseRefusedException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 2;
}
