using System.Diagnostics;
using NotaryMarriageQuery.Core.Registry;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.Core.Registry;

/// <summary>The adapter of the certificate check against a gateway over HTTP: the same rules as for a lookup, and a reader that takes nothing but the agreed answers.</summary>
public sealed class CertificateRegistryTests : AdapterTestBase
{
    private const string Code = "0123456789ABCDEFGHJKMNPQRSTVWX";

    [Theory]
    [InlineData("""{"success":true,"outcome":"agrees","differing":[],"voidedBy":null,"status":null,"answerId":"a-1"}""", CertificateOutcome.Agrees)]
    [InlineData("""{"success":true,"outcome":"agrees"}""", CertificateOutcome.Agrees)]
    [InlineData("""{"success":true,"outcome":"unknownCode","differing":[],"voidedBy":null,"status":null,"answerId":"a-1"}""", CertificateOutcome.UnknownCode)]
    public async Task Check_AgreedOutcome_IsThatOutcome(string result, CertificateOutcome outcome)
    {
        foreach (var datas in new[] { result, System.Text.Json.JsonSerializer.Serialize(result) })
        {
            Gateway.Answer(Reply(datas));

            var answer = (await Adapter.CheckAsync()).ShouldBeOfType<CertificateAnswer>();

            (answer.Outcome, answer.VoidedBy, answer.Change, answer.Calls, answer.ReplyNumber).ShouldBe((outcome, null, null, 1, "r-1"));
            answer.Differing.ShouldBeEmpty();
            answer.ReplyBody.IsEmpty.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Check_Differs_NamesTheFields()
    {
        Gateway.Answer(Reply("""{"success":true,"outcome":"differs","differing":["cert_no","name_man","name_woman","op_date"],"answerId":"a-1"}"""));

        var answer = (await Adapter.CheckAsync()).ShouldBeOfType<CertificateAnswer>();

        answer.Outcome.ShouldBe(CertificateOutcome.Differs);
        answer.AnswerId.ShouldBe("a-1");
        answer.Differing.ShouldBe([CertificateField.Number, CertificateField.ManName, CertificateField.WomanName, CertificateField.RegisteredOn]);
    }

    [Theory]
    [InlineData("voided", "voidedBy", "correction", CertificateVoiding.Correction, null)]
    [InlineData("voided", "voidedBy", "reissue", CertificateVoiding.Reissue, null)]
    [InlineData("statusChanged", "status", "divorced", null, CertificateChange.Divorced)]
    [InlineData("statusChanged", "status", "annulled", null, CertificateChange.Annulled)]
    public async Task Check_VoidedOrChanged_SaysByWhat(string outcome, string field, string value, CertificateVoiding? voidedBy, CertificateChange? change)
    {
        Gateway.Answer(Reply($$"""{"success":true,"outcome":"{{outcome}}","differing":[],"{{field}}":"{{value}}"}"""));

        var answer = (await Adapter.CheckAsync()).ShouldBeOfType<CertificateAnswer>();

        (answer.VoidedBy, answer.Change).ShouldBe((voidedBy, change));
    }

    [Theory]
    [InlineData("""{"success":true,"outcome":"fine"}""")]
    [InlineData("""{"success":true,"outcome":"Agrees"}""")]
    [InlineData("""{"success":true,"outcome":null}""")]
    [InlineData("""{"success":true,"outcome":["agrees"]}""")]
    [InlineData("""{"success":true}""")]
    [InlineData("""{"outcome":"agrees"}""")]
    [InlineData("""{"success":"true","outcome":"agrees"}""")]
    [InlineData("""{"success":1,"outcome":"agrees"}""")]
    [InlineData("""{"success":true,"outcome":"agrees","differing":["name_man"]}""")]
    [InlineData("""{"success":true,"outcome":"agrees","voidedBy":"reissue"}""")]
    [InlineData("""{"success":true,"outcome":"agrees","status":"divorced"}""")]
    [InlineData("""{"success":true,"outcome":"agrees","differing":"name_man"}""")]
    [InlineData("""{"success":true,"outcome":"agrees","differing":{}}""")]
    [InlineData("""{"success":true,"outcome":"differs","differing":[]}""")]
    [InlineData("""{"success":true,"outcome":"differs"}""")]
    [InlineData("""{"success":true,"outcome":"differs","differing":["name"]}""")]
    [InlineData("""{"success":true,"outcome":"differs","differing":["name_man","name_man"]}""")]
    [InlineData("""{"success":true,"outcome":"differs","differing":[null]}""")]
    [InlineData("""{"success":true,"outcome":"differs","differing":["name_man"],"voidedBy":"reissue"}""")]
    [InlineData("""{"success":true,"outcome":"voided"}""")]
    [InlineData("""{"success":true,"outcome":"voided","voidedBy":"loss"}""")]
    [InlineData("""{"success":true,"outcome":"statusChanged"}""")]
    [InlineData("""{"success":true,"outcome":"statusChanged","status":"married"}""")]
    [InlineData("""{"success":true,"outcome":"unknownCode","status":"divorced"}""")]
    [InlineData("""{"success":true,"outcome":"\ud800"}""")]
    [InlineData("[]")]
    [InlineData("""[{"success":true,"outcome":"agrees"}]""")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"not JSON\"")]
    [InlineData("true")]
    public async Task Check_AnythingElse_IsUnreadableAndNoOutcome(string datas)
    {
        Gateway.Answer(Reply(datas));

        (await Adapter.CheckAsync()).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(RegistryFailure.Unreadable);
    }

    [Theory]
    [InlineData("""{"code":"00","requestId":"r-1"}""", RegistryFailure.Unreadable)]
    [InlineData("""{"code":"00","datas":{"success":true,"outcome":"agrees"},"dataCount":0}""", RegistryFailure.Unreadable)]
    [InlineData("""{"code":"00","datas":{"success":true,"outcome":"agrees"},"dataCount":2}""", RegistryFailure.Unreadable)]
    [InlineData("""{"code":"00","datas":{"success":false,"message":"数据提供方服务异常"},"dataCount":1}""", RegistryFailure.InnerFailure)]
    [InlineData("""{"code":"00","datas":{"success":false,"outcome":"agrees"},"dataCount":1}""", RegistryFailure.InnerFailure)]
    [InlineData("""{"code":"17","msg":"无权调用该服务"}""", RegistryFailure.NotAuthorised)]
    [InlineData("""{"code":"18"}""", RegistryFailure.QuotaExceeded)]
    [InlineData("""{"code":"01"}""", RegistryFailure.UnknownCode)]
    [InlineData("""{"code":"99","datas":{"success":true,"outcome":"agrees"},"dataCount":1}""", RegistryFailure.UnknownCode)]
    [InlineData("<html>", RegistryFailure.Unreadable)]
    [InlineData("", RegistryFailure.Unreadable)]
    public async Task Check_Failure_IsThatFailureAndAskedOnce(string body, RegistryFailure failure)
    {
        Gateway.Answer(body);

        (await Adapter.CheckAsync()).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(failure);

        Gateway.BusinessCalls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Check_Call_CarriesTheBookletAndOurRequestIdAndNothingElse()
    {
        Gateway.Answer(Reply("""{"success":true,"outcome":"agrees"}"""));

        await Adapter.CheckAsync();

        var call = Gateway.BusinessCalls.ShouldHaveSingleItem();
        (call.Method, call.Path).ShouldBe(("POST", "/gateway/api/001003002/dataSharing/hyzewmhy00000001.htm"));
        call.Headers["X-Request-Id"].ShouldBe(string.Concat(Enumerable.Repeat("ab", 16)));
        call.Form.Where(f => f.Key is not ("appKey" or "sign" or "requestTime" or "additional" or "powerMatters" or "subPowerMatters" or "materialName"))
            .ShouldBe(
            [
                new("code", Code), new("cert_no", "J339999-2021-000001"), new("op_date", "2021-06-01"), new("name_man", "示例一"), new("name_woman", "示例二"),
            ], ignoreOrder: true);
        call.Form["appKey"].ShouldBe(AdapterHost.Key);
    }

    [Theory]
    [InlineData("11")]
    [InlineData("14")]
    public async Task Check_SecretRefusedOnce_IsRepeatedOnceWithANewOne(string code)
    {
        Gateway.Answer($$"""{"code":"{{code}}"}""", Reply("""{"success":true,"outcome":"agrees"}"""));

        (await Adapter.CheckAsync()).ShouldBeOfType<CertificateAnswer>().Calls.ShouldBe(2);

        Gateway.Answer($$"""{"code":"{{code}}"}""");
        var failed = (await Adapter.CheckAsync(mark: 0xAC)).ShouldBeOfType<RegistryAnswer.Failed>();
        (failed.Failure, failed.Calls).ShouldBe((RegistryFailure.NotAuthorised, 2));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Check_OtherStatus_IsHttpErrorWhateverTheBodySays(int status)
    {
        Gateway.Business = (_, http) =>
        {
            http.Response.StatusCode = status;
            return GatewayStub.WriteAsync(http, Reply("""{"success":true,"outcome":"agrees"}"""));
        };

        (await Adapter.CheckAsync()).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(RegistryFailure.HttpError);
    }

    [Fact]
    public async Task Check_PlatformHangs_TimesOut()
    {
        await using var adapter = Impatient();
        Gateway.Business = (_, http) => GatewayStub.HangAsync(http);
        var watch = Stopwatch.StartNew();

        (await adapter.CheckAsync()).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(RegistryFailure.Timeout);

        watch.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task Check_AfterManyFailuresOfLookups_IsSuspendedWithThem()
    {
        Gateway.Business = (_, http) =>
        {
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        for (var i = 0; i < 10; i++)
        {
            await Adapter.AskAsync(mark: (byte)i);
        }

        (await Adapter.CheckAsync(mark: 0x77)).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(RegistryFailure.Suspended);

        Gateway.BusinessCalls.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Check_PermitOfAnotherBooklet_IsNotAsked()
    {
        var question = AdapterHost.Booklet();
        var permit = Adapter.PermitFor(question);

        await Should.ThrowAsync<InvalidOperationException>(() => Adapter.Certificates.CheckAsync(permit, question with { RegisteredOn = new DateOnly(2021, 6, 2) }, CancellationToken.None));
        await Should.ThrowAsync<InvalidOperationException>(() => Adapter.Certificates.CheckAsync(permit, question with { Woman = null }, CancellationToken.None));

        Gateway.BusinessCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_Failed_LeavesNothingOfTheBookletInTheLog()
    {
        Gateway.Answer("""{"code":"00","datas":"x"}""");

        await Adapter.CheckAsync();

        Adapter.Log.Lines.ShouldContain(l => l.Contains("Certificate check abab", StringComparison.Ordinal));
        Adapter.Log.Lines.ShouldAllBe(l => !l.Contains(Code, StringComparison.Ordinal) && !l.Contains("示例", StringComparison.Ordinal) && !l.Contains("J339999", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0123456789ABCDEFGHJKMNPQRSTVWX", true)]
    [InlineData("01234-56789-ABCDE-FGHJK-MNPQR-STVWX", true)]
    [InlineData(" ｏ１２３４５６７８９abcdefghjkmnpqrstvwx\r", true)]
    [InlineData("OI23456789ABCDEFGHJKMNPQRSTVWX", true)]
    [InlineData("0123456789ABCDEFGHJKMNPQRSTVW", false)]
    [InlineData("0123456789ABCDEFGHJKMNPQRSTVWXY", false)]
    [InlineData("0123456789ABCDEFGHJKMNPQRSTVWU", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("http://example.test/0123456789", false)]
    public void Code_AsScannedOrTyped_IsReadOrRefused(string? text, bool isCode)
    {
        CertificateCode.TryParse(text, out var code).ShouldBe(isCode);

        if (isCode)
        {
            code.Value.ShouldBe(Code);
            code.ToString().ShouldNotContain("0123");
        }
    }

    private static string Reply(string datas) => $$"""{"code":"00","msg":"成功","datas":{{datas}},"dataCount":1,"requestId":"r-1"}""";
}
