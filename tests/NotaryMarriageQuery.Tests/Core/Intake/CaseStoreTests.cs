using System.Globalization;
using CivilIdentity;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Cases;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Intake;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Intake;

/// <summary>Any order and any repetition of the same uploads ends in the same cases: the newest version, closed once any version said so.</summary>
public class CaseStoreTests : CoreTest
{
    private static readonly string[] _ids = ["339999199001010013", "339999199202020023", "339999198503150134", "339999198805200248"];

    private int _round;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Store_AnyOrderBatchesAndRepeats_EndsInTheNewestVersions(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 15; round++)
        {
            _round = (seed * 100) + round;
            var versions = Enumerable.Range(0, random.Next(1, 10)).Select(_ => Make(random.Next(3), random.Next(1, 5))).ToList();
            await StoreAsync(Shuffled(versions, random), random);
            var once = await ReadAsync();
            once.ShouldBe(Expected(versions));

            (await StoreAsync(Shuffled([.. versions, .. versions], random), random)).ShouldBe(0);
            (await ReadAsync()).ShouldBe(once);
        }
    }

    [Fact]
    public async Task Store_SameUploadTwiceAtOnce_StoresEachCaseOnceAndLosesNone()
    {
        var id = (await Host.ActorAsync()).InstitutionId;
        var cases = Enumerable.Range(0, 40).Select(i => Make(i, 1)).ToList();

        var stored = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => Host.Get<CaseStore>().StoreAsync(id, i % 2 == 0 ? cases : [.. Enumerable.Reverse(cases)]))));

        stored.Sum().ShouldBe(40);
        (await ReadAsync()).Count.ShouldBe(40);
    }

    [Fact]
    public async Task Store_OverACaseEnteredByHand_KeepsItsIdAndChangesItsParties()
    {
        var id = (await Host.ActorAsync()).InstitutionId;
        await using var db = Host.Database.Context();
        var before = await db.Cases.AsNoTracking().SingleAsync(c => c.Number == "(2026)示受字第9001号");

        await Host.Get<CaseStore>().StoreAsync(id, [Make("(2026)示受字第9001号", 1, isOpen: true, [_ids[2]])]);

        var after = await db.Cases.AsNoTracking().Include(c => c.Parties).SingleAsync(c => c.Number == "(2026)示受字第9001号");
        (after.Id, after.Version, after.IsOpen).ShouldBe((before.Id, 1, true));
        Host.Get<CaseSecrets>().OpenIdNumber(after.Parties.Single()).ShouldBe(_ids[2]);
    }

    [Fact]
    public async Task Store_NewerVersionOfACaseClosedByHand_StaysClosedWithTheNewCertificateNumber()
    {
        var id = (await Host.ActorAsync()).InstitutionId;

        await Host.Get<CaseStore>().StoreAsync(id, [Make("(2026)示受字第9004号", 7, isOpen: true, [_ids[0]])]);

        await using var db = Host.Database.Context();
        var stored = await db.Cases.AsNoTracking().SingleAsync(c => c.Number == "(2026)示受字第9004号");
        (stored.IsOpen, stored.CertificateNumber, stored.Version).ShouldBe((false, "证7", 7));
    }

    private async Task<int> StoreAsync(IReadOnlyList<UploadedCase> cases, Random random)
    {
        var id = (await Host.ActorAsync()).InstitutionId;
        var (stored, done) = (0, 0);
        while (done < cases.Count)
        {
            var batch = cases.Skip(done).Take(random.Next(1, 5)).ToList();
            stored += await Host.Get<CaseStore>().StoreAsync(id, batch);
            done += batch.Count;
        }

        return stored;
    }

    private async Task<List<string>> ReadAsync()
    {
        var secrets = Host.Get<CaseSecrets>();
        await using var db = Host.Database.Context();
        var cases = await db.Cases.AsNoTracking().Include(c => c.Parties).Where(c => c.Number.StartsWith($"(2026)回{_round}第")).OrderBy(c => c.Number).ToListAsync();
        return [.. cases.Select(c => Tell(c.Number, c.Version, c.IsOpen, c.CertificateNumber, c.Parties.Select(secrets.OpenIdNumber)))];
    }

    private static List<string> Expected(List<UploadedCase> versions) => [.. versions.GroupBy(v => v.Number.Value).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
    {
        var newest = g.MaxBy(v => v.Version)!;
        return Tell(g.Key, newest.Version, g.All(v => v.IsOpen), newest.CertificateNumber, newest.Parties.Select(p => p.Id.Value));
    })];

    private static string Tell(string number, long version, bool isOpen, string? certificate, IEnumerable<string> parties) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} v{version} {isOpen} {certificate} {string.Join(',', parties.Order(StringComparer.Ordinal))}");

    // What a version holds follows from its number: the same version is the same case.
    private UploadedCase Make(int number, int version) =>
        Make($"(2026)回{_round}第{number}号", version, (number + version) % 3 != 0, [.. _ids.Where((_, i) => ((version >> (i % 3)) & 1) == 1 || i == number % 4)]);

    private static UploadedCase Make(string number, int version, bool isOpen, string[] ids)
    {
        CaseNumber.TryParse(number, out var parsed).ShouldBeTrue();
        return new UploadedCase(parsed!, version, "继承权公证", isOpen, new DateOnly(2026, 1, 5), "证" + version, [.. ids.Select(Party)]);
    }

    private static UploadedParty Party(string id)
    {
        PersonName.TryParse("示例一", out var name, out _).ShouldBeTrue();
        ResidentId.TryParse(id, new DateOnly(2026, 1, 5), out var parsed, out _).ShouldBeTrue();
        return new UploadedParty(name!, parsed!);
    }

    private static List<UploadedCase> Shuffled(IReadOnlyList<UploadedCase> cases, Random random)
    {
        var shuffled = cases.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled];
    }
}
