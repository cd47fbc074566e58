using CivilIdentity;
using MarriageRegistry.Data;

namespace MarriageRegistry.Desk.Entry;

/// <summary>Who may be registered as married: of age on the day (男 22, 女 20), and by this registry's records not married to anybody.</summary>
internal static class MarriageRules
{
    private const int ManAge = 22;
    private const int WomanAge = 20;

    public static async Task CheckAsync(
        RegistryDbContext db, EntryReader entry, ResidentId man, ResidentId woman, DateOnly day, long? except, CancellationToken cancellationToken)
    {
        if (EntryReader.AgeOn(man.BirthDate, day) < ManAge)
        {
            entry.Add("ManIdNumber", "男方在登记日未满 22 周岁，不能办理结婚登记");
        }

        if (EntryReader.AgeOn(woman.BirthDate, day) < WomanAge)
        {
            entry.Add("WomanIdNumber", "女方在登记日未满 20 周岁，不能办理结婚登记");
        }

        await CheckUnmarriedAsync(db, entry, "Man", man, day, except, cancellationToken);
        await CheckUnmarriedAsync(db, entry, "Woman", woman, day, except, cancellationToken);
    }

    private static async Task CheckUnmarriedAsync(
        RegistryDbContext db, EntryReader entry, string side, ResidentId person, DateOnly day, long? except, CancellationToken cancellationToken)
    {
        var registrations = await MarriageSpan.ReadAsync(db, person, cancellationToken);
        if (MarriageSpan.Of(registrations.Where(r => r.Id != except)).Find(s => s.StandsInTheWayOf(day)) is { } other)
        {
            var who = side == "Man" ? "男方" : "女方";
            entry.Add(side + "IdNumber", $"{who}在本系统中已有结婚登记记录（{other.Opened.CertificateNumber}，{ChinaTime.Text(other.Opened.RegisteredOn)}），在登记日没有终止；请核对证件，查明后再办理");
        }
    }
}
