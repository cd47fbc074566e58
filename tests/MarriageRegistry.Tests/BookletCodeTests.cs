using MarriageRegistry.Booklets;
using MarriageRegistry.Registrations;

namespace MarriageRegistry.Tests;

public sealed class BookletCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    [Fact]
    public void New_ManyTimes_GivesDistinctCodesThatReadBack()
    {
        var codes = Enumerable.Range(0, 5000).Select(_ => BookletCode.New()).ToList();

        codes.Select(c => c.Value).Distinct(StringComparer.Ordinal).Count().ShouldBe(codes.Count);
        codes.ShouldAllBe(c => c.Value.Length == BookletCode.Length && c.Value.All(Alphabet.Contains) && Reads(c.Value, c));
    }

    [Fact]
    public void New_ManyTimes_UsesEveryCharacterAtEveryRandomPlace()
    {
        var codes = Enumerable.Range(0, 3000).Select(_ => BookletCode.New().Value).ToList();

        Enumerable.Range(0, 26).ShouldAllBe(place => codes.Select(c => c[place]).Distinct().Count() == Alphabet.Length);
    }

    [Fact]
    public void TryParse_AsPeopleTypeIt_Forgives()
    {
        var code = BookletCode.New();

        Reads(code.Grouped, code).ShouldBeTrue();
        Reads(code.Value.ToLowerInvariant(), code).ShouldBeTrue();
        Reads($"  {code.Grouped.Replace('-', ' ')}\r\n", code).ShouldBeTrue();
        Reads(code.Value.Replace('0', 'o').Replace('1', 'l'), code).ShouldBeTrue();
        Reads(code.Value.Replace('1', 'I'), code).ShouldBeTrue();
        Reads(string.Concat(code.Value.Select(c => (char)(c + 0xFEE0))), code).ShouldBeTrue();
    }

    [Fact]
    public void TryParse_OneCharacterChangedOrNeighboursExchanged_Refuses()
    {
        var value = BookletCode.New().Value;
        var wrong = new List<string>();
        for (var i = 0; i < value.Length; i++)
        {
            wrong.AddRange(Alphabet.Where(c => c != value[i]).Select(c => value[..i] + c + value[(i + 1)..]));
            if (i > 0 && value[i] != value[i - 1])
            {
                wrong.Add(value[..(i - 1)] + value[i] + value[i - 1] + value[(i + 1)..]);
            }
        }

        // 20 bits of checksum: of some 950 wrong codes none passes, but once in a thousand runs.
        wrong.Count(w => BookletCode.TryParse(w, out _)).ShouldBeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("---")]
    [InlineData("000000000000000000000000000000")]
    [InlineData("00000000000000000000000000000U")]
    [InlineData("ABC")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public void TryParse_NotACode_Refuses(string? text) => BookletCode.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void TryParse_VeryLongText_Refuses() => BookletCode.TryParse(new string('0', 1_000_000), out _).ShouldBeFalse();

    [Fact]
    public void ToString_DoesNotTellTheCode()
    {
        var code = BookletCode.New();

        $"{code}".ShouldNotContain(code.Value);
        Should.Throw<InvalidOperationException>(() => default(BookletCode).Value);
    }

    [Theory]
    [InlineData(RegistrationKind.Marriage, "2020-04-30", 2, 0)]
    [InlineData(RegistrationKind.Marriage, "2020-05-01", 2, 2)]
    [InlineData(RegistrationKind.Divorce, "2019-03-04", 2, 0)]
    [InlineData(RegistrationKind.Divorce, "2021-03-04", 2, 2)]
    [InlineData(RegistrationKind.ReissuedMarriageCertificate, "2020-07-15", 2, 2)]
    [InlineData(RegistrationKind.ReissuedDivorceCertificate, "2026-01-05", 2, 2)]
    [InlineData(RegistrationKind.Annulment, "2020-11-20", 0, 0)]
    public void Make_ByKindAndDay_GivesBookletsAndCodes(RegistrationKind kind, string day, int booklets, int codes)
    {
        var registration = Registration(kind, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

        var made = BookletMaker.Make(registration, DateTime.UnixEpoch);

        made.Count.ShouldBe(booklets);
        made.Count(b => b.Code is not null).ShouldBe(codes);
        made.Select(b => b.Code).Where(c => c is not null).Distinct().Count().ShouldBe(codes);
        made.ShouldAllBe(b => b.State == BookletState.Valid && b.Digest.SequenceEqual(CertificateDigest.Of(registration)));
    }

    [Fact]
    public void Digest_AnyContentChanged_Differs()
    {
        var one = Registration(RegistrationKind.Marriage, new DateOnly(2026, 3, 2));
        MarriageRegistration[] others =
        [
            Registration(RegistrationKind.Divorce, one.RegisteredOn),
            Registration(one.Kind, one.RegisteredOn.AddDays(1)),
            Registration(one.Kind, one.RegisteredOn, man: "示例三"),
            Registration(one.Kind, one.RegisteredOn, number: "J339999-2026-900002"),
            Registration(one.Kind, one.RegisteredOn, remark: ""),
            Registration(one.Kind, one.RegisteredOn, remark: "备注"),
        ];

        CertificateDigest.Of(one).ShouldBe(CertificateDigest.Of(Registration(one.Kind, one.RegisteredOn)));
        others.Select(o => Convert.ToHexString(CertificateDigest.Of(o))).Append(Convert.ToHexString(CertificateDigest.Of(one)))
            .Distinct(StringComparer.Ordinal).Count().ShouldBe(others.Length + 1);
    }

    private static bool Reads(string text, BookletCode expected) => BookletCode.TryParse(text, out var read) && read == expected;

    private static MarriageRegistration Registration(
        RegistrationKind kind, DateOnly on, string man = "示例一", string number = "J339999-2026-900001", string? remark = null) => new()
    {
        Kind = kind,
        Man = RegisteredParty.Create(man, "339999199001010013", new DateOnly(1990, 1, 1), "156"),
        Woman = RegisteredParty.Create("示例二", "339999199202020023", new DateOnly(1992, 2, 2), "156"),
        CertificateNumber = number,
        OfficeCode = "339999",
        OfficeName = "示范市示范区民政局婚姻登记处（演示）",
        RegisteredOn = on,
        Remark = remark,
        SharedAt = DateTime.UnixEpoch,
    };
}
