using NotaryMarriageQuery.Portal;
using NotaryMarriageQuery.Portal.Commands;

return PortalCommands.Handles(args)
    ? await PortalCommands.RunAsync(args, Console.Out, Console.Error)
    : await PortalApp.RunAsync(args, Console.Error);
