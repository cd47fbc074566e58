using MarriageRegistry.Booklets;
using MarriageRegistry.Data;
using MarriageRegistry.Registrations;
using Microsoft.EntityFrameworkCore;

namespace NotaryMarriageQuery.TestCommon;

/// <summary>What the registry's desk does: registrations with booklets, and booklets that are no longer good.</summary>
public static class Booklets
{
    /// <summary>Certificate number of the demo's only registration whose booklets bear a code: 示例·测试 and 演示·样本, 2020-07-15.</summary>
    public const string DemoNumber = "BJ339999-2020-900003";

    /// <summary>The code of the newest booklet of a registration.</summary>
    public static Task<string> CodeOfAsync(this PortalHost host, string number, BookletHolder holder = BookletHolder.Man) => host.WithAsync(async db =>
    {
        var registration = await db.Registrations.SingleAsync(r => r.CertificateNumber == number);
        return (await db.Booklets.Where(b => b.RegistrationId == registration.Id && b.Holder == holder).OrderBy(b => b.Id).LastAsync()).Code!;
    });

    /// <summary>Adds a registration of 示例一 and 示例二 with its booklets.</summary>
    public static Task RegisterAsync(this PortalHost host, RegistrationKind kind, string number, DateOnly on) => host.WithAsync(async db =>
    {
        var registration = new MarriageRegistration
        {
            Kind = kind,
            Man = RegisteredParty.Create("示例一", "339999199001010013", new DateOnly(1990, 1, 1), "156"),
            Woman = RegisteredParty.Create("示例二", "339999199202020023", new DateOnly(1992, 2, 2), "156"),
            CertificateNumber = number,
            OfficeCode = "339999",
            OfficeName = "示范市示范区民政局婚姻登记处（演示）",
            RegisteredOn = on,
            SharedAt = DateTime.UtcNow,
        };
        foreach (var booklet in BookletMaker.Make(registration, DateTime.UtcNow))
        {
            registration.Booklets.Add(booklet);
        }

        db.Registrations.Add(registration);
        await db.SaveChangesAsync();
        return registration;
    });

    /// <summary>Takes a booklet out of use, as a correction or a reissue does.</summary>
    public static Task VoidAsync(this PortalHost host, string code, BookletState reason) => host.WithAsync(async db =>
    {
        (await db.Booklets.SingleAsync(b => b.Code == code)).Void(reason, DateTime.UtcNow);
        return await db.SaveChangesAsync();
    });

    private static async Task<T> WithAsync<T>(this PortalHost host, Func<RegistryDbContext, Task<T>> use)
    {
        await using var db = await host.RegistryServices.GetRequiredService<IDbContextFactory<RegistryDbContext>>().CreateDbContextAsync();
        return await use(db);
    }
}
