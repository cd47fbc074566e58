using System.Text.Json;

namespace MarriageRegistry.Tests;

public sealed class LookupTests(LookupTests.Fixture fixture) : IClassFixture<LookupTests.Fixture>
{
    private GatewayCaller Gateway => fixture.Registry.Gateway;

    [Theory]
    [InlineData("示例一", "339999199001010013", "IA", "结婚登记")]
    [InlineData("示例二", "339999199202020023", "IA", "结婚登记")]
    [InlineData("示例三", "339999198503150134", "IA IB", "结婚登记 离婚登记")]
    [InlineData("示例四", "339999198805200248", "IA IB", "结婚登记 离婚登记")]
    [InlineData("示例·测试", "339999197809080314", "IA ICA", "结婚登记 补发结婚证")]
    [InlineData("演示·样本", "339999198107040427", "IA ICA", "结婚登记 补发结婚证")]
    [InlineData("𠮷示例", "339999199511110516", "IA ID", "结婚登记 撤销婚姻")]
    [InlineData("示例八", "33999919960606062X", "IA ID", "结婚登记 撤销婚姻")]
    [InlineData("示例九", "339999450707071", "IA", "结婚登记")]
    [InlineData("示例老", "339999480808082", "IA", "结婚登记")]
    public async Task LookUp_PersonOfTheDemo_GivesAllRecordsOldestFirst(string name, string idNumber, string kinds, string texts)
    {
        var national = await Gateway.NationalAsync(name, idNumber);
        var province = await Gateway.MarryInfoAsync(name, idNumber);

        national.Column("op_type").ShouldBe(kinds.Split(' '));
        province.Column("businessType").ShouldBe(texts.Split(' '));
        national.Column("op_date").ShouldBe(province.Column("registrationDate"));
        national.Count.ShouldBe(kinds.Split(' ').Length);
        province.Count.ShouldBe(national.Count);
    }

    [Fact]
    public async Task National_WomanAsked_GivesTheNationalFieldSetWithManAsMan()
    {
        var answer = await Gateway.NationalAsync("演示·样本", "339999198107040427");

        answer.Datas.ValueKind.ShouldBe(JsonValueKind.String);
        answer.Inner.GetProperty("success").GetBoolean().ShouldBeTrue();
        var reissue = answer.Records[1];
        JsonSerializer.Deserialize<Dictionary<string, string?>>(reissue).ShouldBe(
            new Dictionary<string, string?>
            {
                ["name_man"] = "示例·测试",
                ["cert_num_man"] = "339999197809080314",
                ["birth_man"] = "1978-09-08",
                ["nation_man"] = "156",
                ["name_woman"] = "演示·样本",
                ["cert_num_woman"] = "339999198107040427",
                ["birth_woman"] = "1981-07-04",
                ["nation_woman"] = "156",
                ["cert_no"] = "BJ339999-2020-900003",
                ["dept_code"] = "339999",
                ["dept_name"] = "示范市示范区民政局婚姻登记处（演示）",
                ["op_date"] = "2020-07-15",
                ["op_type"] = "ICA",
                ["remark"] = "补领结婚证，原登记日期2005-10-01",
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task MarryInfo_Record_GivesTheProvincesFieldSetOnly()
    {
        var answer = await Gateway.MarryInfoAsync("示例二", "339999199202020023");

        answer.FieldNames.ShouldBe(["id", "mName", "mCardId", "fName", "fCardId", "registrationDate", "registrationOrg", "businessType", "tong_time"]);
        answer.Column("mName").ShouldBe(["示例一"]);
        answer.Column("fCardId").ShouldBe(["339999199202020023"]);
        answer.Column("registrationDate").ShouldBe(["2018-05-20"]);
        answer.Column("registrationOrg").ShouldBe(["示范市示范区民政局婚姻登记处（演示）"]);
        answer.Column("tong_time").ShouldBe(["2026-03-02 09:00:00.0"]);
    }

    [Fact]
    public async Task National_OldRecord_LeavesUnknownFieldsNull()
    {
        var answer = await Gateway.NationalAsync("示例九", "339999450707071");

        answer.Column("birth_man").ShouldBe([null]);
        answer.Column("nation_woman").ShouldBe([null]);
        answer.Column("remark").ShouldBe([null]);
        answer.Column("cert_no").ShouldBe(["浙示结字690100001"]);
        answer.Column("op_date").ShouldBe(["1969-10-01"]);
    }

    [Fact]
    public async Task National_Annulled_GivesDecisionNumber() =>
        (await Gateway.NationalAsync("𠮷示例", "339999199511110516")).Column("cert_no").ShouldBe(["J339999-2020-900021", "示撤字〔2020〕9001号"]);

    [Theory]
    [InlineData("示例十", "330199198801010111")] // has none
    [InlineData("示例九", "339999194507070715")] // held with 15 digits
    [InlineData("示例二", "339999199001010013")] // another's name
    [InlineData("示例", "339999199001010013")]
    [InlineData("吉示例", "339999199511110516")] // a character that only looks alike
    public async Task LookUp_NothingFits_IsAnsweredWithZero(string name, string idNumber)
    {
        var national = await Gateway.NationalAsync(name, idNumber);
        var province = await Gateway.MarryInfoAsync(name, idNumber);

        (national.Code, national.Count, national.Records.Length).ShouldBe(("00", 0, 0));
        (province.Code, province.Count, province.Records.Length).ShouldBe(("00", 0, 0));
        national.Inner.GetProperty("success").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("示例•测试")]
    [InlineData("示例．测试")]
    [InlineData("示例・测试")]
    [InlineData(" 示例 · 测试 ")]
    public async Task LookUp_NameWithOtherDots_IsTheSameName(string name) =>
        (await Gateway.NationalAsync(name, "339999197809080314")).Count.ShouldBe(2);

    [Fact]
    public async Task National_SignatureInHeaders_IsAccepted()
    {
        Dictionary<string, string> form = new() { ["name_man"] = "示例一", ["cert_num_man"] = "339999199001010013" };
        var headers = Gateway.Sign(Gateway.RequestSecret).Select(p => (p.Key, p.Value)).ToArray();

        (await Gateway.PostAsync(GatewayCaller.NationalPath, form, headers)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task MarryInfo_SignatureInHeaders_Answers01()
    {
        var form = Gateway.MarryInfoForm("示例一", "339999199001010013");
        var headers = new[] { "appKey", "sign", "requestTime" }.Select(name => (name, form.Remove(name, out var value) ? value : "")).ToArray();

        (await Gateway.PostAsync(GatewayCaller.MarryInfoPath, form, headers)).Code.ShouldBe("01");
    }

    [Fact]
    public async Task MarryInfo_ByGet_IsAnswered() =>
        (await Gateway.GetAsync(GatewayCaller.MarryInfoPath, Gateway.MarryInfoForm("示例一", "339999199001010013"))).Count.ShouldBe(1);

    public sealed class Fixture : IAsyncLifetime
    {
        public RegistryHost Registry { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Registry = await RegistryHost.StartDemoAsync();
            await Registry.Gateway.StartAsync();
        }

        public async Task DisposeAsync() => await Registry.DisposeAsync();
    }
}
