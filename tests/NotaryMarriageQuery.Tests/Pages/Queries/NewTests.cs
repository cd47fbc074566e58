using System.Net;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Queries;

[Collection(nameof(PortalCollection))]
public sealed class NewTests(PortalFixture portal)
{
    [Fact]
    public async Task Post_RightForm_ShowsTheRecordAfterIntentOutcomeAndView()
    {
        using var client = portal.Host.Client();
        (await client.SignInAsync("shili-gzc", "测试甲")).Location.ShouldBe("/");

        var posted = await client.LookUpAsync();
        posted.Status.ShouldBe(HttpStatusCode.Redirect);
        var page = await client.GetAsync(posted.Location!);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Html.QuerySelectorAll("article.record[data-kind=marriage]").Length.ShouldBe(1);
        page.Body.ShouldContain("J339999-2018-900001");
        var request = Convert.FromHexString(posted.Location!["/queries/".Length..]);
        var rows = (await portal.Host.ReadEvidenceAsync()).Where(r => r.Entry.Request.SequenceEqual(request)).Select(r => r.Event.GetType());
        rows.ShouldBe([typeof(QueryIntended), typeof(QueryAnswered), typeof(AnswerViewed)]);
    }
}
