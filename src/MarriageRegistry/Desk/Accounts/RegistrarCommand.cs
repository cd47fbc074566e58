using System.Security.Cryptography;
using MarriageRegistry.Data;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Desk.Accounts;

/// <summary>
/// <c>registrar add ACCOUNT NAME registrar|lead OFFICE-CODE OFFICE-NAME</c> makes an account, <c>registrar stop ACCOUNT</c> ends one. Both are for whoever runs the
/// service; the password and the key of the one-time codes are shown once.
/// </summary>
public static class RegistrarCommand
{
    private const string Usage = "registrar add ACCOUNT NAME registrar|lead OFFICE-CODE OFFICE-NAME, or registrar stop ACCOUNT; settings follow as --Name=value";

    public static bool IsMeant(string[] args) => args is ["registrar", ..];

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var words = args.Skip(1).Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();
        await using var app = RegistryApp.Build([.. args.Where(a => a.StartsWith("--", StringComparison.Ordinal))]);
        await app.Services.GetServices<IHostedService>().OfType<RegistryDatabase>().Single().StartAsync(CancellationToken.None);
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<RegistryDbContext>>().CreateDbContextAsync();
        var done = words switch
        {
            ["add", { Length: > 0 and <= Registrar.AccountMaxLength } account, { Length: > 0 and <= Registrar.NameMaxLength } name, "registrar" or "lead", var code, { Length: > 0 and <= 100 } office]
                when code.Length == 6 && code.All(char.IsAsciiDigit) =>
                await AddAsync(db, app.Services.GetRequiredService<RegistrarKeys>(), account, name, words[3] == "lead" ? RegistrarRole.OfficeLead : RegistrarRole.Registrar, code, office, output),
            ["stop", var account] => await db.Registrars.Where(r => r.Account == account).ExecuteUpdateAsync(s => s.SetProperty(r => r.IsActive, false)) == 1,
            _ => false,
        };
        if (!done)
        {
            await errors.WriteLineAsync("Nothing was changed: the account exists already, does not exist, or the words are wrong. " + Usage);
        }

        return done ? 0 : 2;
    }

    private static async Task<bool> AddAsync(
        RegistryDbContext db, RegistrarKeys keys, string account, string name, RegistrarRole role, string officeCode, string officeName, TextWriter output)
    {
        if (await db.Registrars.AnyAsync(r => r.Account == account))
        {
            return false;
        }

        if (await db.Offices.FindAsync(officeCode) is null)
        {
            db.Offices.Add(new RegistryOffice { Code = officeCode, Name = officeName });
        }

        var (password, key) = (RandomNumberGenerator.GetHexString(20, lowercase: true), OneTimeCode.NewKey());
        db.Registrars.Add(new Registrar
        {
            Account = account,
            Name = name,
            Role = role,
            OfficeCode = officeCode,
            PasswordHash = keys.Hash(password),
            SealedCodeKey = keys.Seal(key),
            Stamp = Guid.NewGuid().ToString("N"),
        });
        await db.SaveChangesAsync();
        await output.WriteLineAsync($"account  {account}\npassword {password}\ncode key {OneTimeCode.ToText(key)}");
        return true;
    }
}
