using System.Globalization;
using CivilIdentity;
using MarriageRegistry.Booklets;
using MarriageRegistry.Checks;
using MarriageRegistry.Data;
using MarriageRegistry.Registrations;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Tests.Checks;

/// <summary>A registration with the codes of its booklets, and what they show.</summary>
public sealed record Act(MarriageRegistration Registration, string ManCode, string WomanCode)
{
    public ShownCertificate Shown => new(Registration.CertificateNumber, Registration.Man.Name, Registration.Woman.Name, Registration.RegisteredOn);
}

/// <summary>Writes acts of one couple straight into the database, with booklets as the desk makes them.</summary>
public sealed class CoupleLife(RegistryHost host)
{
    public static readonly RegisteredParty Man = Party("示例十", "330199198801010111");
    public static readonly RegisteredParty Woman = Party("示例七", "330199198902020124");

    private int _serial = 900100;

    public async Task<Act> AddAsync(RegistrationKind kind, string on, Act? of = null, RegisteredParty? man = null, string? number = null)
    {
        await using var db = Open();
        var day = DateOnly.ParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var prefix = kind switch
        {
            RegistrationKind.Marriage => "J",
            RegistrationKind.Divorce => "L",
            RegistrationKind.ReissuedMarriageCertificate => "BJ",
            RegistrationKind.ReissuedDivorceCertificate => "BL",
            _ => "示撤字",
        };
        var registration = new MarriageRegistration
        {
            Kind = kind,
            Man = Copy(man ?? Man),
            Woman = Copy(Woman),
            CertificateNumber = number ?? string.Create(CultureInfo.InvariantCulture, $"{prefix}339999-{day.Year}-{++_serial}"),
            OfficeCode = "339999",
            OfficeName = "示范市示范区民政局婚姻登记处（演示）",
            RegisteredOn = day,
            SharedAt = host.Clock.GetUtcNow().UtcDateTime,
            ReplacesId = of?.Registration.Id,
        };
        db.Registrations.Add(registration);
        await db.SaveChangesAsync();
        if (kind is RegistrationKind.ReissuedMarriageCertificate or RegistrationKind.ReissuedDivorceCertificate)
        {
            await VoidAsync(of!, BookletState.Reissued);
        }

        return await MakeBookletsAsync(registration);
    }

    /// <summary>The act once more, on corrected booklets: the former ones are void.</summary>
    public async Task<Act> CorrectAsync(Act act)
    {
        await VoidAsync(act, BookletState.Corrected);
        return await MakeBookletsAsync(act.Registration);
    }

    public static bool IsCode(string text) => BookletCode.TryParse(text, out _);

    public static string UnknownCode() => BookletCode.New().Value;

    private async Task<Act> MakeBookletsAsync(MarriageRegistration registration)
    {
        await using var db = Open();
        var booklets = BookletMaker.Make(registration, host.Clock.GetUtcNow().UtcDateTime);
        db.Booklets.AddRange(booklets);
        await db.SaveChangesAsync();
        return booklets is [var man, var woman] ? new Act(registration, man.Code ?? "", woman.Code ?? "") : new Act(registration, "", "");
    }

    private async Task VoidAsync(Act act, BookletState reason)
    {
        await using var db = Open();
        foreach (var booklet in await db.Booklets.Where(b => b.RegistrationId == act.Registration.Id).ToListAsync())
        {
            booklet.Void(reason, host.Clock.GetUtcNow().UtcDateTime);
        }

        await db.SaveChangesAsync();
    }

    private RegistryDbContext Open() =>
        new(new DbContextOptionsBuilder<RegistryDbContext>().UseSqlite($"Data Source={RegistryHost.DatabaseIn(host.Directory)};Pooling=False").Options);

    private static RegisteredParty Party(string name, string idNumber) => RegisteredParty.Create(
        name, idNumber, DateOnly.ParseExact(idNumber.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture), "156");

    // An owned object belongs to one row.
    private static RegisteredParty Copy(RegisteredParty party) => RegisteredParty.Create(party.Name, party.IdNumber, party.BirthDate, party.Nation);
}
