using System.Globalization;
using MarriageRegistry.Booklets;
using MarriageRegistry.Gateway;
using MarriageRegistry.Registrations;

namespace MarriageRegistry.Demo;

/// <summary>The invented couples: their region code was never assigned, so the numbers belong to nobody.</summary>
internal static class DemoData
{
    public const string OfficeName = "示范市示范区民政局婚姻登记处（演示）";

    private const string OfficeCode = "339999";
    private const string China = "156";

    public static GatewayApplication Application => new()
    {
        Key = "demo0000000000000000000000000001",
        Secret = "demosecret0000000000000000000001",
        DailyQuota = 100_000_000,
        MayCheckCertificates = true,
    };

    /// <summary>The province's application: it alone may search.</summary>
    public static GatewayApplication ProvincialApplication => new()
    {
        Key = "demo0000000000000000000000000002",
        Secret = "demosecret0000000000000000000002",
        DailyQuota = 1_000_000,
        MaySearch = true,
    };

    public static IEnumerable<MarriageRegistration> Registrations(DateTime sharedAt)
    {
        MarriageRegistration Record(RegistrationKind kind, Couple couple, string on, string number, string? remark = null, MarriageRegistration? of = null)
        {
            var record = new MarriageRegistration
            {
                Kind = kind,
                Man = couple.Man(),
                Woman = couple.Woman(),
                CertificateNumber = number,
                OfficeCode = OfficeCode,
                OfficeName = OfficeName,
                RegisteredOn = DateOnly.ParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Remark = remark,
                SharedAt = sharedAt,
                Replaces = of,
            };
            foreach (var booklet in BookletMaker.Make(record, sharedAt))
            {
                record.Booklets.Add(booklet);
            }

            if (kind is RegistrationKind.ReissuedMarriageCertificate or RegistrationKind.ReissuedDivorceCertificate)
            {
                foreach (var replaced in of!.Booklets)
                {
                    replaced.Void(BookletState.Reissued, sharedAt);
                }
            }

            return record;
        }

        var first = new Couple("示例一", "339999199001010013", "示例二", "339999199202020023");
        yield return Record(RegistrationKind.Marriage, first, "2018-05-20", "J339999-2018-900001");

        var divorced = new Couple("示例三", "339999198503150134", "示例四", "339999198805200248");
        var ended = Record(RegistrationKind.Marriage, divorced, "2012-06-01", "J339999-2012-900007");
        yield return ended;
        yield return Record(RegistrationKind.Divorce, divorced, "2019-03-04", "L339999-2019-900002", of: ended);

        var dotted = new Couple("示例·测试", "339999197809080314", "演示·样本", "339999198107040427");
        var lost = Record(RegistrationKind.Marriage, dotted, "2005-10-01", "J339999-2005-900011");
        yield return lost;
        yield return Record(RegistrationKind.ReissuedMarriageCertificate, dotted, "2020-07-15", "BJ339999-2020-900003", "补领结婚证，原登记日期2005-10-01", lost);

        var annulled = new Couple("𠮷示例", "339999199511110516", "示例八", "33999919960606062X");
        var revoked = Record(RegistrationKind.Marriage, annulled, "2020-02-14", "J339999-2020-900021");
        yield return revoked;
        yield return Record(RegistrationKind.Annulment, annulled, "2020-11-20", "示撤字〔2020〕9001号", "受胁迫结婚，婚姻登记已撤销", revoked);

        var old = new Couple("示例九", "339999450707071", "示例老", "339999480808082");
        yield return Record(RegistrationKind.Marriage, old, "1969-10-01", "浙示结字690100001");
    }

    private sealed record Couple(string ManName, string ManIdNumber, string WomanName, string WomanIdNumber)
    {
        public RegisteredParty Man() => Party(ManName, ManIdNumber);

        public RegisteredParty Woman() => Party(WomanName, WomanIdNumber);

        // The old paper records give neither a birth date in full nor a country.
        private static RegisteredParty Party(string name, string idNumber) => idNumber.Length == 18
            ? RegisteredParty.Create(name, idNumber, DateOnly.ParseExact(idNumber.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture), China)
            : RegisteredParty.Create(name, idNumber, birthDate: null);
    }
}
