using System.Diagnostics;
using System.Text;
using NotaryMarriageQuery.Core.Registry;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.Core.Registry;

public sealed class CivilAffairsRegistryTests : AdapterTestBase
{
    private const string One =
        """{"code":"00","datas":[{"cert_num_man":"339999199001010013","op_type":"IA","op_date":"2018-05-20"}],"dataCount":1,"requestId":"r-1"}""";

    [Fact]
    public async Task LookUp_Found_CarriesReplyAndItsNumber()
    {
        Gateway.Answer(One);
        using var ownTrace = new Activity("own").Start();

        var answer = (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Found>();

        answer.Records.ShouldHaveSingleItem().Kind.ShouldBe(RecordKind.Marriage);
        (answer.Calls, answer.ReplyNumber).ShouldBe((1, "r-1"));
        Encoding.UTF8.GetString(answer.ReplyBody.Span).ShouldBe(One);
        Adapter.Registry.IsReachable.ShouldBe(true);
        var call = Gateway.BusinessCalls.ShouldHaveSingleItem();
        call.Headers["X-Request-Id"].ShouldBe(new string('a', 32).Replace("aa", "ab", StringComparison.Ordinal));
        call.Headers.Keys.ShouldNotContain("Cookie");
        call.Headers.Keys.ShouldNotContain("traceparent");
        call.Form.Keys.ShouldBe(["appKey", "sign", "requestTime", "name_man", "cert_num_man"]);
    }

    [Fact]
    public async Task LookUp_PermitUsedTwice_AsksOnce()
    {
        var question = AdapterHost.About("示例一", "339999199001010013");
        var permit = Adapter.PermitFor(question);
        await Adapter.Registry.LookUpAsync(permit, question, CancellationToken.None);
        var calls = Gateway.BusinessCalls.Count;

        await Should.ThrowAsync<InvalidOperationException>(() => Adapter.Registry.LookUpAsync(permit, question, CancellationToken.None));

        Gateway.BusinessCalls.Count.ShouldBe(calls);
    }

    [Fact]
    public async Task LookUp_PermitOfAnotherQuestion_AsksNothing()
    {
        var permit = Adapter.PermitFor(AdapterHost.About("示例一", "339999199001010013"));

        await Should.ThrowAsync<InvalidOperationException>(
            () => Adapter.Registry.LookUpAsync(permit, AdapterHost.About("示例三", "339999198503150134"), CancellationToken.None));

        (Gateway.TokenCalls.Count, Gateway.BusinessCalls.Count).ShouldBe((0, 0));
        Adapter.Registry.IsReachable.ShouldBeNull();
    }

    [Fact]
    public async Task LookUp_NothingUnderEighteenDigits_AsksOnceMoreWithFifteen()
    {
        var fifteen = One.Replace("339999199001010013", "339999900101001", StringComparison.Ordinal);
        Gateway.Answer(GatewayStub.NoRecords, fifteen);

        var answer = (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Found>();

        (answer.Calls, answer.ReplyNumber, answer.Records[0].Man.BirthDateIsDerived).ShouldBe((2, "r-1", true));
        Gateway.BusinessCalls.Select(c => c.Form["cert_num_man"]).ShouldBe(["339999199001010013", "339999900101001"]);
        Gateway.BusinessCalls.Select(c => c.Headers["X-Request-Id"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
    }

    [Fact]
    public async Task LookUp_NothingUnderEitherForm_IsNoRecord()
    {
        var answer = (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.NoRecord>();

        (answer.Calls, answer.ReplyNumber).ShouldBe((2, "r-0"));
    }

    [Fact]
    public async Task LookUp_NoFifteenDigitForm_AsksOnce()
    {
        (await Adapter.AskAsync("示例一", "339999200001010019")).ShouldBeOfType<RegistryAnswer.NoRecord>().Calls.ShouldBe(1);
    }

    [Fact]
    public async Task LookUp_SecondCallFails_TheWholeLookupFailed()
    {
        Gateway.Answer(GatewayStub.NoRecords, "<html></html>");

        var answer = (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();

        (answer.Failure, answer.Calls, answer.ReplyNumber).ShouldBe((RegistryFailure.Unreadable, 2, ""));
        Encoding.UTF8.GetString(answer.ReplyBody.Span).ShouldBe("<html></html>");
    }

    [Fact]
    public async Task LookUp_SecondCallHangs_LeavesNothingOfTheFirstReply()
    {
        await using var adapter = Impatient();
        var calls = 0;
        Gateway.Business = (_, http) => Interlocked.Increment(ref calls) == 1 ? GatewayStub.WriteAsync(http, GatewayStub.NoRecords) : GatewayStub.HangAsync(http);

        var answer = (await adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();

        (answer.Failure, answer.Calls, answer.ReplyNumber, answer.ReplyBody.Length).ShouldBe((RegistryFailure.Timeout, 2, "", 0));
    }

    [Theory]
    [InlineData("11")]
    [InlineData("14")]
    [InlineData("03")]
    public async Task LookUp_SecretRefusedOnce_RenewsAndRepeatsOnce(string code)
    {
        Gateway.Answer($$"""{"code":"{{code}}","requestId":"r-9"}""", One);

        var answer = (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Found>();

        (answer.Calls, Gateway.TokenCalls.Count).ShouldBe((2, 2));
        Gateway.TokenCalls[1].Path.ShouldBe(GatewayStub.BySecret);
    }

    [Theory]
    [InlineData("11")]
    [InlineData("14")]
    [InlineData("03")]
    public async Task LookUp_SecretRefusedAgain_IsNotAuthorised(string code)
    {
        Gateway.Answer($$"""{"code":"{{code}}","requestId":"r-9"}""");

        var answer = (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();

        (answer.Failure, answer.Calls, answer.ReplyNumber).ShouldBe((RegistryFailure.NotAuthorised, 2, "r-9"));
        Adapter.Registry.IsReachable.ShouldBe(true);
    }

    [Fact]
    public async Task LookUp_RefusedAgainAtTheFifteenDigitCall_RenewsOncePerLookup()
    {
        Gateway.Answer("""{"code":"11"}""", GatewayStub.NoRecords, """{"code":"11"}""");

        (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>().ShouldSatisfyAllConditions(
            a => a.Failure.ShouldBe(RegistryFailure.NotAuthorised),
            a => a.Calls.ShouldBe(3));
    }

    [Fact]
    public async Task LookUp_RenewalRefused_IsNotAuthorisedAndKeepsTheRefusal()
    {
        await Adapter.AskAsync();
        Gateway.Token = (_, http) => GatewayStub.WriteAsync(http, """{"code":"03"}""");
        Gateway.Answer("""{"code":"14","requestId":"r-14"}""");

        var answer = (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();

        (answer.Failure, answer.Calls, answer.ReplyNumber).ShouldBe((RegistryFailure.NotAuthorised, 1, "r-14"));
    }

    [Theory]
    [InlineData("18", RegistryFailure.QuotaExceeded)]
    [InlineData("01", RegistryFailure.UnknownCode)]
    [InlineData("0", RegistryFailure.UnknownCode)]
    [InlineData("99", RegistryFailure.UnknownCode)]
    public async Task LookUp_OtherCodes_FailWithoutARepeat(string code, RegistryFailure failure)
    {
        Gateway.Answer($$"""{"code":"{{code}}","datas":[],"dataCount":0,"requestId":"r-7"}""");

        var answer = (await Adapter.AskAsync()).ShouldBeOfType<RegistryAnswer.Failed>();

        (answer.Failure, answer.Calls, answer.ReplyNumber).ShouldBe((failure, 1, "r-7"));
    }

    [Fact]
    public async Task LookUp_AnyFailure_LogsRequestIdAndNothingPersonal()
    {
        foreach (var body in new[] { "<html>示例一 339999199001010013</html>", """{"code":"77","msg":"示例一 339999199001010013"}""", """{"code":"18"}""" })
        {
            Gateway.Answer(body);
            await Adapter.AskAsync();
        }

        Adapter.Log.Lines.Count.ShouldBe(3);
        Adapter.Log.Lines.ShouldAllBe(l => l.StartsWith("Warning Registry lookup abababab", StringComparison.Ordinal));
        var all = string.Join('\n', Adapter.Log.Lines);
        foreach (var secret in new[] { "示例一", "339999", AdapterHost.Key, AdapterHost.Secret, "request-1", "refresh-1" })
        {
            all.ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task LookUp_FiftyAtOnce_AllFoundWithOneToken()
    {
        Gateway.Answer(One);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => Adapter.AskAsync(mark: (byte)i))));

        answers.ShouldAllBe(a => a is RegistryAnswer.Found);
        Gateway.TokenCalls.Count.ShouldBe(1);
        Gateway.BusinessCalls.Select(c => c.Headers["X-Request-Id"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(50);
    }
}
