using System.Text.Json;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Registry;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.Core.Registry;

public sealed class GatewayServiceTests
{
    private static readonly IOptions<RegistryOptions> _options =
        Options.Create(new RegistryOptions { PowerMatters = "其他-00000-000", SubPowerMatters = "其他-00000-001" });

    private readonly NationalVerification _national = new(_options, new SteeredClock());
    private readonly MarryInfo _marryInfo = new(_options, new SteeredClock());

    [Theory]
    [InlineData("IA", RecordKind.Marriage)]
    [InlineData("ia", RecordKind.Marriage)]
    [InlineData("IB", RecordKind.Divorce)]
    [InlineData("ICA", RecordKind.ReissuedMarriage)]
    [InlineData("ica", RecordKind.ReissuedMarriage)]
    [InlineData("ICB", RecordKind.ReissuedDivorce)]
    [InlineData("icb", RecordKind.ReissuedDivorce)]
    [InlineData("ID", RecordKind.Annulled)]
    [InlineData("IC", RecordKind.Unknown)]
    [InlineData("INR", RecordKind.Unknown)]
    [InlineData("结婚登记", RecordKind.Unknown)]
    [InlineData("", RecordKind.Unknown)]
    public void Map_NationalType_IsTakenFromTheTableOnly(string type, RecordKind kind)
    {
        var record = _national.Map(Json($$"""{"op_type":"{{type}}"}"""));

        (record.Kind, record.KindAsGiven).ShouldBe((kind, type));
    }

    [Theory]
    [InlineData("结婚登记", RecordKind.Marriage)]
    [InlineData("离婚登记", RecordKind.Divorce)]
    [InlineData("补发结婚证", RecordKind.ReissuedMarriage)]
    [InlineData("补领结婚登记证", RecordKind.ReissuedMarriage)]
    [InlineData("补发离婚证", RecordKind.ReissuedDivorce)]
    [InlineData("补领离婚证", RecordKind.ReissuedDivorce)]
    [InlineData("撤销婚姻", RecordKind.Annulled)]
    [InlineData("撤销受胁迫结婚登记", RecordKind.Annulled)]
    [InlineData("补领婚姻登记证", RecordKind.Unknown)]
    [InlineData("IA", RecordKind.Unknown)]
    public void Map_ProvincialText_IsTakenFromTheTableOnly(string type, RecordKind kind)
    {
        var record = _marryInfo.Map(Json($$"""{"businessType":"{{type}}"}"""));

        (record.Kind, record.KindAsGiven).ShouldBe((kind, type));
    }

    [Fact]
    public void Map_NationalRecord_KeepsEveryFieldOfTheNotice()
    {
        var record = _national.Map(Json("""
            {"name_man":"示例·测试","cert_num_man":"339999197809080314","birth_man":"1978-09-08 00:00:00",
             "name_woman":"演示·样本","cert_num_woman":"339999198107040427","birth_woman":"19810704",
             "cert_no":"BJ339999-2020-900003","dept_name":"示范市示范区民政局","op_date":"2020-07-15 10:11:12.0","op_type":"ICA","remark":"补领"}
            """));

        record.ShouldBe(new RegistryRecord
        {
            Kind = RecordKind.ReissuedMarriage,
            KindAsGiven = "ICA",
            Man = new RegistryParty { Name = "示例·测试", IdNumber = "339999197809080314", BirthDate = new DateOnly(1978, 9, 8) },
            Woman = new RegistryParty { Name = "演示·样本", IdNumber = "339999198107040427", BirthDate = new DateOnly(1981, 7, 4) },
            RegisteredOn = new DateOnly(2020, 7, 15),
            CertificateNumber = "BJ339999-2020-900003",
            OfficeName = "示范市示范区民政局",
            Remark = "补领",
        });
    }

    [Theory]
    [InlineData("""{"remark":""}""", "")]
    [InlineData("""{"remark":null}""", null)]
    [InlineData("{}", null)]
    public void Map_Remark_TellsEmptyFromNotProvided(string json, string? expected) => _national.Map(Json(json)).Remark.ShouldBe(expected);

    [Fact]
    public void Map_MissingFields_AreNotProvided()
    {
        var record = _national.Map(Json("""{"cert_no":null,"dept_name":" ","op_date":"","name_man":null}"""));

        record.ShouldBe(new RegistryRecord { Kind = RecordKind.Unknown, KindAsGiven = "", Man = new RegistryParty(), Woman = new RegistryParty() });
    }

    [Theory]
    [InlineData("339999197809080314", 1978, 9, 8)]
    [InlineData("339999450707071", 1945, 7, 7)]
    public void Map_BirthDateMissing_IsReadFromTheNumberAndMarked(string number, int year, int month, int day)
    {
        var man = _national.Map(Json($$"""{"cert_num_man":"{{number}}"}""")).Man;

        (man.BirthDate, man.BirthDateIsDerived).ShouldBe((new DateOnly(year, month, day), true));
    }

    [Fact]
    public void Map_BirthDateOrNumberUseless_DerivesNothing()
    {
        var record = _national.Map(Json("""{"cert_num_man":"339999197809080314","birth_man":"1978-09-09","cert_num_woman":"339999199001010014"}"""));

        (record.Man.BirthDate, record.Man.BirthDateIsDerived).ShouldBe((new DateOnly(1978, 9, 9), false));
        (record.Woman.BirthDate, record.Woman.BirthDateIsDerived).ShouldBe(((DateOnly?)null, false));
    }

    [Fact]
    public void Map_ProvincialRecord_HasNeitherNumberNorRemark()
    {
        var record = _marryInfo.Map(Json("""
            {"id":null,"mName":"示例一","mCardId":"339999199001010013","fName":"示例二","fCardId":"339999199202020023",
             "registrationDate":"2018-05-20 00:00:00","registrationOrg":"示范市示范区民政局","businessType":"结婚登记","tong_time":"2019-01-01 00:00:00.0"}
            """));

        record.ShouldBe(new RegistryRecord
        {
            Kind = RecordKind.Marriage,
            KindAsGiven = "结婚登记",
            Man = new RegistryParty { Name = "示例一", IdNumber = "339999199001010013", BirthDate = new DateOnly(1990, 1, 1), BirthDateIsDerived = true },
            Woman = new RegistryParty { Name = "示例二", IdNumber = "339999199202020023", BirthDate = new DateOnly(1992, 2, 2), BirthDateIsDerived = true },
            RegisteredOn = new DateOnly(2018, 5, 20),
            OfficeName = "示范市示范区民政局",
        });
    }

    [Fact]
    public void AddFields_National_PutsAWomanIntoTheManFields()
    {
        var fields = Fields(_national, AdapterHost.About("示例二", "339999199202020023"), "339999920202002");

        fields.ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal) { ["name_man"] = "示例二", ["cert_num_man"] = "339999920202002" });
    }

    [Fact]
    public void AddFields_MarryInfo_SaysSexBirthdayAndPurpose()
    {
        var fields = Fields(_marryInfo, AdapterHost.About("示例二", "339999199202020023"), "339999199202020023");

        (fields["cardId"], fields["name"], fields["sex"], fields["birthday"]).ShouldBe(("339999199202020023", "示例二", "F", "1992-02-02"));
        fields["additional"].ShouldBe(
            """{"powerMatters":"其他-00000-000","subPowerMatters":"其他-00000-001","accesscardId":"","materialName":"婚姻登记信息","sponsorName":"示例二","sponsorCode":"339999199202020023","projectId":"(2026)示受字第9001号"}""");
    }

    private static Dictionary<string, string> Fields(GatewayService service, RegistryQuestion question, string idNumber)
    {
        var fields = new List<KeyValuePair<string, string>>();
        service.AddFields(question, idNumber, fields);
        return fields.ToDictionary(StringComparer.Ordinal);
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
