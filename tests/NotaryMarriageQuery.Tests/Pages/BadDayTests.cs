using System.Net;
using Microsoft.Data.Sqlite;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages;

/// <summary>Days on which the registry or the evidence store does not work.</summary>
public sealed class BadDayTests
{
    [Theory]
    [InlineData("timeout", RegistryFailure.Timeout, AuditStatus.Timeout, "未在规定时间内应答")]
    [InlineData("http500", RegistryFailure.HttpError, AuditStatus.RegistryError, "出现故障")]
    [InlineData("notJson", RegistryFailure.Unreadable, AuditStatus.RegistryError, "无法识别")]
    [InlineData("code11", RegistryFailure.NotAuthorised, AuditStatus.RegistryError, "未接受本系统的密钥")]
    [InlineData("code14", RegistryFailure.NotAuthorised, AuditStatus.RegistryError, "未接受本系统的密钥")]
    [InlineData("code18", RegistryFailure.QuotaExceeded, AuditStatus.RegistryError, "次数已用完")]
    [InlineData("innerFailure", RegistryFailure.InnerFailure, AuditStatus.RegistryError, "未能完成查询")]
    public async Task LookUp_RegistryFails_Is503WithItsSentenceAndEvidence(string mode, RegistryFailure failure, AuditStatus status, string sentence)
    {
        await using var host = await PortalHost.StartAsync(new() { ["Registry:TimeoutSeconds"] = "6" });
        using var client = await host.SignedInAsync(Seat.Clerk);
        await client.AnswerOfAsync();
        await host.FailRegistryAsync(mode, 20);
        var last = host.LastEvidence;

        var page = await client.LookUpAsync();

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Errors.Single().ShouldContain(sentence);
        page.Errors.Single().ShouldContain("这不表示没有登记记录");
        page.Body.ShouldNotContain("未查询到");
        page.Html.QuerySelector("[data-outcome=no-record]").ShouldBeNull();
        page.Headers.RetryAfter.ShouldNotBeNull();
        page.Html.QuerySelector("input[name=Name]")!.GetAttribute("value").ShouldBe("示例一");
        page.ShouldHold(mode);
        var rows = await host.ReadEvidenceAsync(last);
        rows.Select(r => r.Entry.Kind).ShouldBe([AuditKind.Intent, AuditKind.Outcome]);
        rows[1].Entry.Status.ShouldBe(status);
        rows[1].Event.ShouldBeOfType<QueryAnswered>().Failure.ShouldBe(failure);
        var facts = await client.GetAsync("/queries/" + Convert.ToHexStringLower(rows[0].Entry.Request));
        facts.Status.ShouldBe(HttpStatusCode.OK);
        facts.Body.ShouldContain("未取得结果。这不表示没有登记记录");

        await host.FailRegistryAsync("none");
        await client.AnswerOfAsync();
    }

    [Fact]
    public async Task LookUp_SlowRegistry_IsAnswered()
    {
        await using var host = await PortalHost.StartAsync(new() { ["Registry:TimeoutSeconds"] = "20" });
        using var client = await host.SignedInAsync(Seat.Clerk);
        await host.FailRegistryAsync("slow");

        (await client.GetAsync(await client.AnswerOfAsync())).Body.ShouldContain("J339999-2018-900001");
    }

    [Fact]
    public async Task LookUp_DeadRegistry_Is503AndTheRestWorks()
    {
        await using var host = await PortalHost.StartAsync();
        using var client = await host.SignedInAsync(Seat.Clerk);
        await host.StopRegistryAsync();

        var first = await client.LookUpAsync();
        for (var i = 0; i < 10; i++)
        {
            await client.LookUpAsync();
        }

        var later = await client.LookUpAsync();
        using var ready = await client.Http.GetAsync("/health/ready");

        first.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        first.Errors.Single().ShouldBe("无法连接民政平台。这不表示没有登记记录。请稍候再试；持续出现请联系省厅。");
        later.Errors.Single().ShouldBe("民政平台连续出现故障，已暂停查询片刻。这不表示没有登记记录。请一分钟后再试。");
        (await client.GetAsync("/queries")).Status.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/cases")).Status.ShouldBe(HttpStatusCode.OK);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ready.Content.ReadAsStringAsync()).ShouldContain("degraded");
        var rows = await host.ReadEvidenceAsync();
        rows.Count(r => r.Entry.Kind == AuditKind.Intent).ShouldBe(12);
        rows.Count(r => r.Entry.Kind == AuditKind.Outcome).ShouldBe(12);
    }

    [Fact]
    public async Task LookUp_EvidenceStoreLocked_Is503AndNothingIsAskedThenRecovers()
    {
        await using var host = await PortalHost.StartAsync();
        using var client = await host.SignedInAsync(Seat.Clerk);
        var answer = await client.AnswerOfAsync();
        var asked = await host.CountRegistryAnswersAsync();
        var last = host.LastEvidence;
        PortalPage lookup, view;
        HttpResponseMessage ready;

        // As a balancer asks: without anybody's session, which is looked up in the database, too.
        using var balancer = new HttpClient { BaseAddress = host.Url };
        await using (var locked = new SqliteConnection($"Data Source={Path.Combine(host.Folder, "portal.db")};Pooling=false"))
        {
            await locked.OpenAsync();
            await using var command = locked.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            await command.ExecuteNonQueryAsync();

            lookup = await client.LookUpAsync();
            view = await client.GetAsync(answer);
            ready = await balancer.GetAsync("/health/ready");

            command.CommandText = "ROLLBACK";
            await command.ExecuteNonQueryAsync();
        }

        foreach (var page in new[] { lookup, view })
        {
            page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            page.Body.ShouldContain("暂时不能使用");
            page.Body.ShouldContain("系统已停止查询和修改");
            page.Body.ShouldNotContain("J339999-2018-900001");
            page.Headers.Contains("Content-Security-Policy").ShouldBeTrue();
            page.ShouldHold("locked");
        }

        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ready.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        ready.Dispose();
        (await host.CountRegistryAnswersAsync()).ShouldBe(asked);

        (await balancer.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync(answer)).Status.ShouldBe(HttpStatusCode.OK);
        await client.AnswerOfAsync();
        (await host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<WriterStarted>().ShouldNotBeEmpty();
    }
}
