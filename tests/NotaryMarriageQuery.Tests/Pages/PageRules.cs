using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages;

/// <summary>What holds on every page, whoever reads it and whatever became of the request.</summary>
internal static class PageRules
{
    private static readonly string[] _personal =
    [
        "示例", "样本", "339999199001010013", "339999199202020023", "339999198503150134", "339999198805200248", "339999197809080314", "330199198801010111",
    ];

    public static void ShouldHold(this PortalPage page, string where)
    {
        var html = page.Html;
        html.DocumentElement.GetAttribute("lang").ShouldBe("zh-CN", where);
        html.Title.ShouldNotBeNull(where).ShouldEndWith("- 公证婚姻登记信息查询系统", customMessage: where);
        html.Title!.ShouldNotStartWith(" -", customMessage: where);
        html.QuerySelectorAll("h1").Length.ShouldBe(1, where);
        html.QuerySelector("h1")!.TextContent.Trim().ShouldNotBeEmpty(where);
        html.QuerySelector(".ribbon")?.TextContent.ShouldContain("演示数据", customMessage: where);
        html.QuerySelector(".ribbon").ShouldNotBeNull(where);
        html.Body!.TextContent.Contains("@if", StringComparison.Ordinal).ShouldBeFalse(where + ": a view's code is shown as text");
        Ids(html, where);
        Labels(html, where);
        html.QuerySelectorAll("th").ShouldAllBe(th => th.HasAttribute("scope"), where);
        html.QuerySelectorAll("table").ShouldAllBe(t => t.QuerySelector("th") != null, where);
        NothingInline(html, where);
        NothingPersonalInAddresses(html, where);
    }

    private static void Ids(IHtmlDocument html, string where) =>
        html.All.Select(e => e.Id).Where(id => !string.IsNullOrEmpty(id)).GroupBy(id => id).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty(where);

    private static void Labels(IHtmlDocument html, string where)
    {
        var labelled = html.QuerySelectorAll("label[for]").Select(l => l.GetAttribute("for")).ToHashSet();
        html.QuerySelectorAll("input:not([type=hidden]), select, textarea").Where(c => !labelled.Contains(c.Id)).Select(c => c.OuterHtml).ShouldBeEmpty(where);
    }

    private static void NothingInline(IHtmlDocument html, string where)
    {
        html.QuerySelectorAll("script").ShouldAllBe(s => s.HasAttribute("src") && s.TextContent.Length == 0, where);
        html.QuerySelectorAll("style").Length.ShouldBe(0, where);
        html.All.SelectMany(e => e.Attributes).Where(a => a.Name == "style" || a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
            .Select(a => a.Name).ShouldBeEmpty(where);
        html.QuerySelectorAll("[href^='javascript:'], [href^='data:']").Length.ShouldBe(0, where);
    }

    private static void NothingPersonalInAddresses(IHtmlDocument html, string where)
    {
        foreach (var address in html.All.SelectMany(e => new[] { e.GetAttribute("href"), e.GetAttribute("action"), e.GetAttribute("src") }).OfType<string>())
        {
            IsPersonal(address).ShouldBeFalse($"{where}: {address}");
        }
    }

    /// <summary>True when an address carries a name or an ID number of the demo's people.</summary>
    public static bool IsPersonal(string address) =>
        _personal.Any(p => Uri.UnescapeDataString(address).Contains(p, StringComparison.Ordinal))
        || System.Text.RegularExpressions.Regex.IsMatch(address, @"(?<![0-9a-f])\d{17}[\dXx](?![0-9a-f])");
}
