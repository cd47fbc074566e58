using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Registry;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.Core.Registry;

public sealed class RecordReaderTests
{
    private const string One = """{"name_man":"示例一","cert_num_man":"339999199001010013","op_type":"IA","op_date":"2018-05-20"}""";
    private const string Other = """{"name_man":"示例三","cert_num_man":"339999198503150134","cert_num_woman":"339999198805200248","op_type":"IA"}""";

    [Theory]
    [InlineData("""{"code":"00","datas":[$],"dataCount":1}""")]
    [InlineData("""{"code":"00","datas":[$]}""")]
    [InlineData("""{"code":"00","datas":[$],"dataCount":"1"}""")]
    [InlineData("""{"code":"00","datas":[$],"dataCount":null}""")]
    [InlineData("""{"code":"00","datas":[$],"data":null,"dataCount":0}""")]
    [InlineData("""{"code":"00","datas":$,"dataCount":1}""")]
    [InlineData("""{"code":"00","datas":{"success":true,"code":"200","msg":"","data":[$]},"dataCount":1}""")]
    [InlineData("""{"code":"00","datas":{"success":"true","code":0,"data":[$]}}""")]
    [InlineData("""{"code":"00","data":{"cxjg":{"result":[$]}}}""")]
    [InlineData("""{"code":"00","datas":{"result":{"result":[$]}}}""")]
    [InlineData("""{"code":"00","datas":{"result":{"result":$}}}""")]
    [InlineData("""{"code":"00","datas":null,"data":[$]}""")]
    [InlineData("""{"code":"00","datas":[],"data":[$]}""")]
    [InlineData("\uFEFF" + """{"code":"00","datas":[$]}""")]
    public void Read_AnyShape_FindsTheRecord(string shape) => Found(Read(shape.Replace("$", One, StringComparison.Ordinal))).ShouldHaveSingleItem();

    [Theory]
    [InlineData("[$]")]
    [InlineData("$")]
    [InlineData("""{"success":true,"msg":"","data":[$]}""")]
    [InlineData("""{"data":{"cxjg":{"result":[$]}}}""")]
    public void Read_DatasIsJsonAsText_FindsTheRecord(string inner)
    {
        var once = JsonSerializer.Serialize(inner.Replace("$", One, StringComparison.Ordinal));

        Found(Read($$"""{"code":"00","datas":{{once}},"dataCount":1}""")).ShouldHaveSingleItem();
        Found(Read($$"""{"code":"00","datas":{{JsonSerializer.Serialize(once)}},"dataCount":1}""")).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("""{"code":"00","datas":[],"dataCount":0}""")]
    [InlineData("""{"code":"00","datas":[]}""")]
    [InlineData("""{"code":"00","datas":"[]","dataCount":0}""")]
    [InlineData("""{"code":"00","datas":null,"dataCount":0}""")]
    [InlineData("""{"code":"00","datas":"","dataCount":0}""")]
    [InlineData("""{"code":"00","datas":{},"dataCount":0}""")]
    [InlineData("""{"code":"00","dataCount":0}""")]
    [InlineData("""{"code":"00","datas":{"success":true,"data":[]},"dataCount":0}""")]
    [InlineData("""{"code":"00","data":{"cxjg":{"result":[]}}}""")]
    public void Read_StatedEmpty_IsNoRecord(string body) => Read(body).ShouldBeOfType<RegistryAnswer.NoRecord>();

    [Theory]
    [InlineData("""{"code":"00"}""")]
    [InlineData("""{"code":"00","datas":null}""")]
    [InlineData("""{"code":"00","datas":{}}""")]
    [InlineData("""{"code":"00","datas":""}""")]
    [InlineData("""{"code":"00","datas":{"msg":"系统繁忙"}}""")]
    [InlineData("""{"code":"00","datas":"系统繁忙","dataCount":0}""")]
    [InlineData("""{"code":"00","datas":"[{","dataCount":0}""")]
    [InlineData("""{"code":"00","datas":7,"dataCount":0}""")]
    [InlineData("""{"code":"00","datas":true}""")]
    [InlineData("""{"code":"00","datas":[1,2]}""")]
    [InlineData("""{"code":"00","datas":["x"]}""")]
    [InlineData("""{"code":"00","datas":[{}],"dataCount":1}""")]
    [InlineData("""{"code":"00","datas":[],"dataCount":2}""")]
    [InlineData("""{"code":"00","datas":[],"dataCount":0,"totalDataCount":3}""")]
    [InlineData("""{"code":"00","datas":"\ud800","dataCount":0}""")]
    public void Read_NothingStated_IsUnreadableAndNeverNoRecord(string body) => ShouldFail(body, RegistryFailure.Unreadable);

    [Theory]
    [InlineData("""{"code":"00","datas":{"success":false,"msg":"x","data":[]},"dataCount":0}""")]
    [InlineData("""{"code":"00","datas":{"success":"false","data":[]}}""")]
    [InlineData("""{"code":"00","datas":{"code":"500","data":[]},"dataCount":0}""")]
    [InlineData("""{"code":"00","datas":{"status":500,"data":[]},"dataCount":0}""")]
    [InlineData("""{"code":"00","datas":"{\"success\":false,\"data\":[]}","dataCount":0}""")]
    [InlineData("""{"code":"00","data":{"cxjg":{"code":"1","result":[]}}}""")]
    [InlineData("""{"code":"00","datas":[],"data":{"success":false},"dataCount":0}""")]
    [InlineData("""{"code":"00","datas":null,"dataCount":1}""")]
    public void Read_InnerResultFailed_IsInnerFailure(string body) => ShouldFail(body, RegistryFailure.InnerFailure);

    [Theory]
    [InlineData("dataCount")]
    [InlineData("totalDataCount")]
    public void Read_FewerRecordsThanAnnounced_IsUnreadable(string count) =>
        ShouldFail($$"""{"code":"00","datas":[{{One}}],"{{count}}":2}""", RegistryFailure.Unreadable);

    [Fact]
    public void Read_RecordOfSomebodyElse_MakesTheWholeReplyUnreadable() =>
        ShouldFail($$"""{"code":"00","datas":[{{One}},{{Other}}],"dataCount":2}""", RegistryFailure.Unreadable);

    [Theory]
    [InlineData("cert_num_woman", "339999199001010013")]
    [InlineData("cert_num_man", "339999900101001")]
    [InlineData("cert_num_woman", "339999900101001")]
    public void Read_PersonOnEitherSideInEitherLength_IsHers(string field, string number) =>
        Found(Read($$"""{"code":"00","datas":[{"{{field}}":"{{number}}","op_type":"IA"}]}""")).ShouldHaveSingleItem();

    [Fact]
    public void Read_SeveralRecords_AreNewestFirstAndUndatedLast()
    {
        string[] dates = ["", "2012-06-01", "2019-03-04", "2012-06-01", "2020-07-15"];
        var records = string.Join(',', dates.Select((d, i) => $$"""{"cert_num_man":"339999199001010013","cert_no":"{{i}}","op_date":"{{d}}"}"""));

        var found = Found(Read($$"""{"code":"00","datas":[{{records}}]}"""));

        found.Select(r => r.CertificateNumber).ShouldBe(["4", "2", "1", "3", "0"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("[]")]
    [InlineData("\"00\"")]
    [InlineData("{}")]
    [InlineData("""{"code":null}""")]
    [InlineData("""{"code":""}""")]
    [InlineData("""{"code":{}}""")]
    [InlineData("""{"code":"\udc00"}""")]
    [InlineData("""{"code":"00"} x""")]
    [InlineData("""{"code":"00","datas":[],"dataCount":true}""")]
    public void TryRead_NotAnEnvelope_IsFalse(string body) => GatewayEnvelope.TryRead(Encoding.UTF8.GetBytes(body), out _).ShouldBeFalse();

    [Theory]
    [InlineData("""{"code":"00","requestId":"r-1"}""", "r-1")]
    [InlineData("""{"code":"00","requestId":17}""", "17")]
    [InlineData("""{"code":"00","requestId":null}""", "")]
    [InlineData("""{"code":"00","requestId":"a\nb"}""", "")]
    public void TryRead_ReplyNumber_IsKeptIfPlain(string body, string expected)
    {
        GatewayEnvelope.TryRead(Encoding.UTF8.GetBytes(body), out var envelope).ShouldBeTrue();
        envelope!.ReplyNumber.ShouldBe(expected);
    }

    [Fact]
    public void TryRead_EndlessReplyNumber_IsClipped()
    {
        GatewayEnvelope.TryRead(Encoding.UTF8.GetBytes($$"""{"code":"00","requestId":"{{new string('x', 5000)}}"}"""), out var envelope).ShouldBeTrue();
        envelope!.ReplyNumber.Length.ShouldBe(GatewayEnvelope.ReplyNumberMaxLength);
    }

    [Fact]
    public void Read_DamagedReplies_NeverThrowAndNeverPassForNoRecord()
    {
        var random = new Random(20260302);
        var inner = JsonSerializer.Serialize($$"""{"success":true,"msg":"","data":[{{One}},{{One}}]}""");
        var good = Encoding.UTF8.GetBytes($$"""{"code":"00","msg":"","datas":{{inner}},"dataCount":2,"requestId":"r"}""");
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = good.ToArray();
            for (var hits = random.Next(1, 4); hits > 0; hits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var body = random.Next(3) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
            if (GatewayEnvelope.TryRead(body, out var envelope) && envelope.Announced is null or 2)
            {
                RecordReader.Read(envelope!, Service(), r => Service().Concerns(r, AdapterHost.About("示例一", "339999199001010013").Id)).ShouldNotBeOfType<RegistryAnswer.NoRecord>();
            }
        }
    }

    [Fact]
    public void Read_DeepNesting_IsUnreadable()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"data":""", 30)) + "[]" + new string('}', 30);
        ShouldFail($$"""{"code":"00","datas":{{deep}}}""", RegistryFailure.Unreadable);
    }

    private static void ShouldFail(string body, RegistryFailure failure) =>
        Read(body).ShouldBeOfType<RegistryAnswer.Failed>().Failure.ShouldBe(failure);

    private static IReadOnlyList<RegistryRecord> Found(RegistryAnswer answer) => answer.ShouldBeOfType<RegistryAnswer.Found>().Records;

    private static RegistryAnswer Read(string body)
    {
        GatewayEnvelope.TryRead(Encoding.UTF8.GetBytes(body), out var envelope).ShouldBeTrue();
        return RecordReader.Read(envelope!, Service(), r => Service().Concerns(r, AdapterHost.About("示例一", "339999199001010013").Id));
    }

    private static NationalVerification Service() => new(Options.Create(new RegistryOptions()), TimeProvider.System);
}
