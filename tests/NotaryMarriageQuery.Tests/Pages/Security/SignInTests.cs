using System.Net;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Security;

/// <summary>Signing in: one sentence for whatever is wrong, and evidence that tells which it was (B1-B4).</summary>
public sealed class SignInTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Sentence = "未能登录：账户、口令、动态码或登录地点有误。请核对后重试；连续失败 5 次将锁定 30 分钟，如有疑问请联系省厅。";

    [Theory]
    [InlineData("nobody", "Demo#2026-Query", "127.0.0.1", SignInProblem.UnknownAccount)]
    [InlineData("shili-gzc", "Wrong#2026-Query", "127.0.0.1", SignInProblem.WrongPassword)]
    [InlineData("shili-gzc", "Demo#2026-Query", "127.0.0.2", SignInProblem.WorkstationNotRegistered)]
    [InlineData("dier-gzc", "Demo#2026-Query", "127.0.0.1", SignInProblem.WorkstationNotRegistered)]
    public async Task Post_WrongAccountPasswordOrPlace_SaysTheSameAndRecordsTheDifference(string account, string password, string place, SignInProblem problem)
    {
        using var client = portal.Host.Client(place);
        var last = portal.Host.LastEvidence;

        var page = await client.PostAsync("/account/sign-in", new() { ["Account"] = account, ["Password"] = password });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Errors.ShouldBe([Sentence]);
        page.Body.ShouldNotContain(password);
        page.Headers.TryGetValues("Set-Cookie", out var cookies);
        (cookies ?? []).ShouldNotContain(c => c.StartsWith("nmq-pending", StringComparison.Ordinal));
        var failed = (await portal.Host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<SignInFailed>();
        (failed.Problem, failed.Account, failed.Address).ShouldBe((problem, account, place));
    }

    [Fact]
    public async Task Post_WrongCode_SaysTheSameAndRecordsThePerson()
    {
        using var client = portal.Host.Client();
        var last = portal.Host.LastEvidence;

        var page = await client.SignInAsync("shili-gzc", "测试乙", code: "000000");

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Errors.ShouldBe([Sentence]);
        var (entry, told) = (await portal.Host.ReadEvidenceAsync(last)).Single();
        entry.Actor.ShouldBe("shili-gzc/02");
        told.ShouldBeOfType<SignInFailed>().Problem.ShouldBe(SignInProblem.WrongCode);
        (await client.GetAsync("/queries/new")).Location.ShouldBe("/account/sign-in");
    }

    [Fact]
    public async Task Post_ColleaguesCode_IsWrong()
    {
        using var client = portal.Host.Client();

        var page = await client.SignInAsync("shili-gzc", "测试甲", code: client.CodeOf("测试乙"));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Post_FiveWrongPasswords_LocksForThirtyMinutesWithTheSameSentence()
    {
        using var client = portal.Host.Client();
        for (var i = 0; i < 5; i++)
        {
            await client.PostAsync("/account/sign-in", new() { ["Account"] = "shi-sfj", ["Password"] = "Wrong#2026-Query" });
        }

        var last = portal.Host.LastEvidence;
        var page = await client.SignInAsync("shi-sfj", "演示丁");
        page.Errors.ShouldBe([Sentence]);
        (await portal.Host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<SignInFailed>().Problem.ShouldBe(SignInProblem.LockedOut);

        portal.Host.Clock.Advance(TimeSpan.FromMinutes(31));
        (await client.SignInAsync("shi-sfj", "演示丁")).Location.ShouldBe("/");
    }

    [Fact]
    public async Task Post_FiveWrongCodes_LocksThePersonAndNotTheColleague()
    {
        await using var host = await PortalHost.StartAsync();
        using var client = host.Client();
        for (var i = 0; i < 5; i++)
        {
            await client.SignInAsync("shili-gzc", "测试甲", code: "000000");
        }

        var last = host.LastEvidence;
        (await client.SignInAsync("shili-gzc", "测试甲")).Errors.ShouldBe([Sentence]);
        (await host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<SignInFailed>().Problem.ShouldBe(SignInProblem.PersonLockedOut);
        (await client.SignInAsync("shili-gzc", "测试乙")).Location.ShouldBe("/");
    }

    [Fact]
    public async Task Post_CodeUsedTwice_IsRefusedOutsideTheDemo()
    {
        await using var host = await PortalHost.StartAsync(new() { ["SignIn:RefuseUsedCodes"] = "true" });
        using var client = host.Client();
        using var second = host.Client();
        var code = client.CodeOf("演示丁");
        (await client.SignInAsync("shi-sfj", "演示丁", code: code)).Location.ShouldBe("/");
        var last = host.LastEvidence;

        var page = await second.SignInAsync("shi-sfj", "演示丁", code: code);

        page.Errors.ShouldBe([Sentence]);
        (await host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<SignInFailed>().Problem.ShouldBe(SignInProblem.UsedCode);
    }

    [Fact]
    public async Task Verify_FiveMinutesAfterThePassword_BeginsAnew()
    {
        await using var host = await PortalHost.StartAsync();
        using var client = host.Client();
        await client.PostAsync("/account/sign-in", new() { ["Account"] = "shili-gzc", ["Password"] = "Demo#2026-Query" });
        (await client.GetAsync("/account/verify")).Status.ShouldBe(HttpStatusCode.OK);

        host.Clock.Advance(TimeSpan.FromMinutes(5.1));

        (await client.GetAsync("/account/verify")).Location.ShouldBe("/account/sign-in");
    }

    [Fact]
    public async Task Verify_AccountWithSeveralPeople_OffersExactlyThem()
    {
        using var client = portal.Host.Client();
        await client.PostAsync("/account/sign-in", new() { ["Account"] = "shili-gzc", ["Password"] = "Demo#2026-Query" });

        var page = await client.GetAsync("/account/verify");
        var none = await client.PostAsync("/account/verify", new() { ["Code"] = client.CodeOf("测试甲") });
        var stranger = await client.PostAsync("/account/verify", new() { ["Code"] = client.CodeOf("测试甲"), ["OperatorId"] = Guid.NewGuid().ToString() });

        page.Html.QuerySelectorAll("select[name=OperatorId] option").Select(o => o.TextContent).ShouldBe(["请选择", "测试甲", "测试乙"]);
        none.ErrorAt("OperatorId").ShouldBe("请选择查询人");
        stranger.ErrorAt("OperatorId").ShouldBe("请选择查询人");
    }

    [Fact]
    public async Task Post_RightPassword_AloneOpensNothing()
    {
        using var client = portal.Host.Client();
        await client.PostAsync("/account/sign-in", new() { ["Account"] = "sheng-admin", ["Password"] = "Demo#2026-Query" });

        (await client.GetAsync("/")).Location.ShouldBe("/account/sign-in");
        (await client.GetAsync("/administration/accounts")).Location.ShouldBe("/account/sign-in");
    }

    [Fact]
    public async Task Post_RightBothFactors_IsEvidence()
    {
        var last = portal.Host.LastEvidence;
        using var client = await portal.Host.SignedInAsync(Seat.Auditor);

        var (entry, told) = (await portal.Host.ReadEvidenceAsync(last)).Single();
        (entry.Actor, entry.Organisation).ShouldBe(("sheng-audit/01", "sheng-sft"));
        told.ShouldBeOfType<SignInSucceeded>().PersonName.ShouldBe("演示庚");
        (await client.GetAsync("/account/sign-in")).Location.ShouldBe("/");
    }
}
