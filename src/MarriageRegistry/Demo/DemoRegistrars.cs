using MarriageRegistry.Data;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Printing;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Demo;

/// <summary>The demo's office and registrars; their password and keys are public knowledge.</summary>
internal static class DemoRegistrars
{
    /// <summary>Invented certificates bear serials that an office does not reach.</summary>
    public const int FirstSerial = 900_001;

    public const string Password = "Demo#2026-Query";

    private static readonly (string Account, string Name, RegistrarRole Role, string Office, string CodeKey)[] _all =
    [
        ("dengji-01", "演示辛", RegistrarRole.Registrar, "339999", "OJSWO2LTORZGC4RAOJSWO2LTORZGC4RA"),
        ("dengji-zhang", "演示壬", RegistrarRole.OfficeLead, "339999", "NRSWCZBANRSWCZBANRSWCZBANRSWCZBA"),
        ("dengji-02", "演示癸", RegistrarRole.Registrar, "449999", "MZXXEZLJM5XCA33GMZUWGZJANRSWCZBA"),
    ];

    /// <summary>Adds what is missing, also to a demo database from before the desk.</summary>
    public static async Task SeedAsync(RegistryDbContext db, RegistrarKeys keys, CancellationToken cancellationToken)
    {
        if (await db.Registrars.AnyAsync(cancellationToken))
        {
            return;
        }

        db.Offices.Add(new RegistryOffice { Code = "339999", Name = DemoData.OfficeName });
        db.Offices.Add(new RegistryOffice { Code = "449999", Name = "示例市示例区民政局婚姻登记处（演示）" });
        db.Printers.Add(new Printer { OfficeCode = "339999", Name = "1号窗口证书打印机（演示）" });
        var hash = keys.Hash(Password);
        foreach (var (account, name, role, office, codeKey) in _all)
        {
            db.Registrars.Add(new Registrar
            {
                Account = account,
                Name = name,
                Role = role,
                OfficeCode = office,
                PasswordHash = hash,
                SealedCodeKey = keys.Seal(OneTimeCode.FromText(codeKey)),
                Stamp = Guid.NewGuid().ToString("N"),
            });
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
