using System.Net;
using AngleSharp.Dom;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Account;

/// <summary>"Report an anomaly" goes to the province, is dealt with once, and its words are nowhere in the clear.</summary>
public sealed class AnomalyTests : IAsyncLifetime
{
    private PortalHost _host = null!;
    private PortalClient _admin = null!;
    private PortalClient _clerk = null!;

    public async Task InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        _admin = await _host.SignedInAsync(Seat.Admin);
        _clerk = await _host.SignedInAsync(Seat.Clerk);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        _clerk.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Report_GoesToTheProvinceAndComesBackWithItsAnswer()
    {
        var last = _host.LastEvidence;

        (await ReportAsync("昨晚有一次不是我的登录\r\n<b>请核实</b>")).Location.ShouldBe("/account/anomaly");

        (await _admin.GetAsync("/")).Html.QuerySelectorAll(".tile").First(t => t.TextContent.StartsWith("待处理", StringComparison.Ordinal)).QuerySelector("b")!.TextContent.ShouldBe("1");
        var list = await _admin.GetAsync("/administration/anomalies");
        list.ShouldHold("list");
        list.Html.QuerySelector("td.lines")!.TextContent.ShouldContain("<b>请核实</b>");
        (await HandleAsync(list, "已电话核实")).Location.ShouldBe("/administration/anomalies");
        (await _clerk.GetAsync("/account/anomaly")).Body.ShouldContain("已电话核实");
        using var colleague = await _host.SignedInAsync(Seat.Colleague);
        (await colleague.GetAsync("/account/anomaly")).Body.ShouldNotContain("已电话核实");
        (await _host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<ChangeIntended>().Select(c => c.Action).ShouldBe(["anomaly.reported", "anomaly.handled"]);
        foreach (var file in Directory.GetFiles(_host.Folder, "portal.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory);
            memory.ToArray().AsSpan().IndexOf("昨晚有一次"u8).ShouldBe(-1, file);
        }
    }

    [Fact]
    public async Task Handle_Twice_TheSecondReadsBoth()
    {
        await ReportAsync("口令被人看见");
        var list = await _admin.GetAsync("/administration/anomalies");
        await HandleAsync(list, "第一次处理");
        var last = _host.LastEvidence;

        var page = await HandleAsync(list, "第二次处理");

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Errors.Single().ShouldContain("第二次处理");
        page.Body.ShouldContain("第一次处理");
        page.ShouldHold("both");
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "x", "Kind")]
    [InlineData("9", "x", "Kind")]
    [InlineData("Other", " ", "Text")]
    [InlineData("Other", "long", "Text")]
    public async Task Report_BadField_IsNamedAndNothingIsWritten(string kind, string text, string field)
    {
        var last = _host.LastEvidence;

        var page = await _clerk.PostAsync("/account/anomaly", new() { ["Kind"] = kind, ["Text"] = text == "long" ? new string('长', 301) : text });

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorAt(field).ShouldNotBeNull();
        page.ShouldHold(field);
        (await _host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Report_LongestTextOfTheWidestCharacters_FitsIntoTheEvidence() =>
        (await ReportAsync(string.Concat(Enumerable.Repeat("𠮷", 300)))).Status.ShouldBe(HttpStatusCode.Redirect);

    private Task<PortalPage> ReportAsync(string text) => _clerk.PostAsync("/account/anomaly", new() { ["Kind"] = "NotMe", ["Text"] = text });

    private Task<PortalPage> HandleAsync(PortalPage list, string note) => _admin.PostRawAsync("/administration/anomalies", new Dictionary<string, string>
    {
        ["Id"] = list.Html.QuerySelectorAll("#Id option")[1].GetAttribute("value")!, ["Note"] = note, ["__RequestVerificationToken"] = list.Token!,
    });
}
