using System.Net;
using AngleSharp.Dom;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Reports;

/// <summary>What bureaus and the province do about reports.</summary>
internal static class ReportSteps
{
    public const string Office = "/reports/shili-gzc";

    public static async Task FileAsync(this PortalClient bureau, string change, string name = "", string mobile = "12000000001", string office = Office, string sex = "男", string post = "公证员")
    {
        var posted = await bureau.PostAsync(office, await bureau.PersonFormAsync(change, name, mobile, office, sex, post));
        posted.Errors.ShouldBeEmpty();
        posted.Location.ShouldBe(office);
    }

    /// <summary>The form with the choice of this text, or as it is given.</summary>
    public static async Task<Dictionary<string, string>> PersonFormAsync(
        this PortalClient bureau, string change, string name = "", string mobile = "12000000001", string office = Office, string sex = "男", string post = "公证员")
    {
        var option = (await bureau.GetAsync(office)).Html.QuerySelectorAll("#Change option").FirstOrDefault(o => o.TextContent == change)?.GetAttribute("value") ?? change;
        return new() { ["Change"] = option, ["Name"] = name, ["Sex"] = sex, ["Post"] = post, ["Mobile"] = mobile, ["Reason"] = "岗位调整" };
    }

    public static Dictionary<string, string> Form(string head = "演示壬", string phone = "0571-00000000", string address = "10.33.1.5") =>
        new() { ["HeadName"] = head, ["Phone"] = phone, ["Address"] = address, ["FormReason"] = "专线调整" };

    /// <summary>Address of the newest open request.</summary>
    public static async Task<string> NewestRequestAsync(this PortalClient admin) =>
        (await admin.GetAsync("/administration/reports")).Html.QuerySelectorAll("td a").First(a => a.TextContent == "审批").GetAttribute("href")!;

    public static Task<PortalPage> DecideAsync(this PortalClient admin, string request, string decision, string reason = "", string? formPage = null) =>
        admin.PostAsync(request, new() { ["Decision"] = decision, ["Reason"] = reason }, formPage ?? "/administration/report-deadline");

    public static async Task<PortalPage> UploadAsync(this PortalClient bureau, byte[] file, string name = "名单.xlsx")
    {
        var page = await bureau.GetAsync("/reports/import");
        using var content = new MultipartFormDataContent { { new StringContent(page.Token ?? ""), "__RequestVerificationToken" }, { new ByteArrayContent(file), "Upload", name } };
        return await bureau.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/reports/import") { Content = content });
    }

    public static Task<PortalPage> ConfirmAsync(this PortalClient bureau, PortalPage preview) =>
        bureau.PostAsync("/reports/import?handler=Confirm", new() { ["Id"] = preview.Html.QuerySelector("input[name=Id]")!.GetAttribute("value")! }, "/reports/import");

    public static async Task<byte[]> ExportAsync(this PortalClient client, string page, string file)
    {
        var form = await client.GetAsync(page);
        using var response = await client.Http.PostAsync(page + "?handler=Export", new FormUrlEncodedContent([new("File", file), new("__RequestVerificationToken", form.Token!)]));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentDisposition!.FileName.ShouldBe(file);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
