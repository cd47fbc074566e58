namespace MarriageRegistry.Tests;

/// <summary>The search by what is known: for the province's key alone, exact, and never more than twenty.</summary>
public sealed class AssistedSearchTests : IAsyncLifetime
{
    private const string Path = "/gateway/api/001003002/dataSharing/hyxxxzcx00000001.htm";
    private const string ProvinceKey = "demo0000000000000000000000000002";
    private const string ProvinceSecret = "demosecret0000000000000000000002";

    private RegistryHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await RegistryHost.StartDemoAsync();
        await _host.Gateway.StartAsync(ProvinceKey, ProvinceSecret);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task ByNameAlone_FindsEverySideThatBearsIt()
    {
        (await SearchAsync(("name", "示例三"))).Column("op_type").ShouldBe(["IA", "IB"]);
        (await SearchAsync(("name", "示例四"))).Count.ShouldBe(2);
        (await SearchAsync(("name", "示例·测试"))).Count.ShouldBe(2);
        (await SearchAsync(("name", "示例无"))).Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("birth", "1985-03-15", 2)]
    [InlineData("birth", "1985", 2)]
    [InlineData("birth", "1986", 0)]
    [InlineData("spouse_name", "示例四", 2)]
    [InlineData("spouse_name", "示例二", 0)]
    [InlineData("office_code", "3399", 2)]
    [InlineData("office_code", "44", 0)]
    [InlineData("from_year", "2019", 1)]
    [InlineData("to_year", "2012", 1)]
    public async Task WhateverIsGiven_MustFit(string field, string value, int count) =>
        (await SearchAsync(("name", "示例三"), (field, value))).Count.ShouldBe(count);

    [Fact]
    public async Task BirthOfAnOldRecord_IsReadFromItsNumber()
    {
        (await SearchAsync(("name", "示例九"), ("birth", "1945-07-07"))).Count.ShouldBe(1);
        (await SearchAsync(("name", "示例九"), ("birth", "1946"))).Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("name", "示")]
    [InlineData("name", "示%")]
    [InlineData("birth", "198")]
    [InlineData("birth", "1985-02-30")]
    [InlineData("birth", "%")]
    [InlineData("office_code", "3")]
    [InlineData("from_year", "19")]
    [InlineData("from_year", "2030-01")]
    public async Task TooLittleOrMalformed_IsRefusedOrFindsNothing(string field, string value)
    {
        var answer = await SearchAsync(("name", "示例三"), (field, value));

        (answer.Code == "01" || (answer.Code == "00" && answer.Count == 0)).ShouldBeTrue(answer.Body);
    }

    [Fact]
    public async Task CriterionGivenTwice_IsRefusedAndNotLeftOut()
    {
        var form = _host.Gateway.Sign(_host.Gateway.RequestSecret).Append(new("name", "示例三")).Append(new("birth", "1985")).Append(new("birth", "1986"));

        (await _host.Gateway.PostAsync(Path, form)).Code.ShouldBe("01");
    }

    [Fact]
    public async Task OrdinaryKey_IsRefused_AndNothingIsInTheJournal()
    {
        var ordinary = await new GatewayCaller(_host.Http, _host.Clock).StartAsync();

        var answer = await ordinary.PostAsync(Path, ordinary.Sign(ordinary.RequestSecret).Append(new("name", "示例三")));

        answer.Code.ShouldBe("17");
        answer.Body.ShouldNotContain("339999");
        _host.Query("SELECT count(*) FROM answered_lookup").Single()[0].ShouldBe(0L);
    }

    [Fact]
    public async Task UnsignedOrWronglySigned_IsRefused()
    {
        (await _host.Gateway.PostAsync(Path, [new("name", "示例三")])).Code.ShouldBe("01");
        (await _host.Gateway.PostAsync(Path, _host.Gateway.Sign("wrong").Append(new("name", "示例三")))).Code.ShouldBe("14");
        (await _host.Gateway.PostAsync(Path, _host.Gateway.Sign(_host.Gateway.RequestSecret, _host.Clock.GetUtcNow().AddHours(1)).Append(new("name", "示例三")))).Code.ShouldBe("14");
    }

    [Fact]
    public async Task MoreThanTwenty_TellsNoneOfThem_AndStandsInTheJournal()
    {
        Copy(18);
        (await SearchAsync(("name", "示例三"))).Count.ShouldBe(20);
        Copy(1);

        var answer = await SearchAsync(("name", "示例三"));

        answer.Code.ShouldBe("19");
        answer.Body.ShouldNotContain("示例三");
        (await SearchAsync(("name", "示例三"), ("from_year", "2019"))).Code.ShouldBe("00");
        _host.Query("SELECT last_four, result_count, service FROM answered_lookup ORDER BY id DESC LIMIT 2")
            .ShouldBe([["", 1L, "hyxxxzcx00000001"], ["", 21L, "hyxxxzcx00000001"]]);
    }

    private Task<Answer> SearchAsync(params (string Name, string Value)[] fields)
    {
        var form = _host.Gateway.Sign(_host.Gateway.RequestSecret);
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }

        return _host.Gateway.PostAsync(Path, form, ("X-Request-Id", Guid.NewGuid().ToString("N")));
    }

    // More marriages of the same name, before 2019.
    private void Copy(int count)
    {
        for (var i = 0; i < count; i++)
        {
            RegistryHost.Query(_host.Directory, """
                INSERT INTO registration (kind, certificate_number, office_code, office_name, registered_on, remark, shared_at,
                  man_name, man_name_key, man_id_number, man_birth_date, man_nation, woman_name, woman_name_key, woman_id_number, woman_birth_date, woman_nation)
                SELECT kind, certificate_number, office_code, office_name, registered_on, remark, shared_at,
                  man_name, man_name_key, man_id_number, man_birth_date, man_nation, woman_name, woman_name_key, woman_id_number, woman_birth_date, woman_nation
                FROM registration WHERE certificate_number = 'J339999-2012-900007' LIMIT 1
                """);
        }
    }
}
