using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages;

/// <summary>What tests of letters, verifications and assistance do again and again.</summary>
internal static class LetterSteps
{
    private const string SecondAdmin = "演示壬";
    private static readonly byte[] _totpKey = [.. Enumerable.Range(1, 20).Select(i => (byte)i)];

    /// <summary>The fields by which a lookup is made for another institution.</summary>
    public static Dictionary<string, string> Entrusted(string institution, string letter = "二证函〔2026〕1号") => new()
    {
        ["Ground"] = "EntrustedRequest", ["EntrustingInstitution"] = institution, ["LetterNumber"] = letter, ["LetterDate"] = "2026-01-05",
    };

    /// <summary>A question by telephone about a certificate.</summary>
    public static Dictionary<string, string> Question() => new()
    {
        ["Channel"] = "Telephone", ["ReceivedOn"] = "2026-01-06", ["Registry"] = "示范市示范区民政局婚姻登记处（演示）", ["Asker"] = "演示辛",
        ["CertificateNumber"] = "（2026）浙示证民内字第9001号", ["Question"] = "是否本处出具？\r\n签名是否属实？", ["Answer"] = "Pending",
    };

    /// <summary>A right application in case 9001, without its file.</summary>
    public static Dictionary<string, string> Application(string name = "示例三") => new()
    {
        ["CaseNumber"] = "(2026)示受字第9001号", ["Matter"] = "继承权公证", ["PartyName"] = "示例一", ["Name"] = name, ["Relation"] = "父亲",
        ["Birth"] = "1985", ["Reason"] = "被继承人的公民身份号码不详。",
    };

    /// <summary>Files an application and gives its id.</summary>
    public static async Task<string> ApplyAsync(this PortalClient clerk, Dictionary<string, string>? fields = null)
    {
        var filed = await clerk.PostFileAsync("/assistance/new", fields ?? Application(), "LetterFile", SampleFiles.Pdf());
        filed.Location.ShouldNotBeNull(string.Join(" ", filed.Errors)).ShouldStartWith("/assistance/");
        return filed.Location!.Split('/')[^1];
    }

    /// <summary>A step of the province on its page of the application, with the version that the page shows.</summary>
    public static async Task<PortalPage> StepAsync(this PortalClient admin, string id, string handler, Dictionary<string, string>? fields = null)
    {
        var url = "/administration/assistance/" + id;
        var page = await admin.GetAsync(url);
        var form = new Dictionary<string, string>(fields ?? []);
        form["__RequestVerificationToken"] = page.Token ?? "";
        form.TryAdd("Version", VersionOf(page));
        return await admin.PostRawAsync($"{url}?handler={handler}", form);
    }

    /// <summary>Version in the forms of a page; empty where there is none.</summary>
    public static string VersionOf(PortalPage page) => (page.Html.QuerySelector("input[name=Version]") as IHtmlInputElement)?.Value ?? "";

    /// <summary>A second person behind the province's account, signed in.</summary>
    public static async Task<PortalClient> SecondAdminAsync(this PortalHost host)
    {
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
            var account = await db.Accounts.SingleAsync(a => a.UserName == "sheng-admin");
            if (!await db.Operators.AnyAsync(o => o.AccountId == account.Id && o.Name == SecondAdmin))
            {
                var id = Guid.NewGuid();
                var key = new FieldCipher(host.Services.GetRequiredService<KeyRing>().FieldKey).Seal(_totpKey, Operator.PlaceOf(id));
                db.Operators.Add(new Operator { Id = id, AccountId = account.Id, Number = 2, Name = SecondAdmin, SealedTotpKey = key });
                await db.SaveChangesAsync();
            }
        }

        var client = host.Client();
        (await client.SignInAsync("sheng-admin", SecondAdmin, code: Totp.CodeAt(_totpKey, host.Clock.GetUtcNow()))).Location.ShouldBe("/");
        return client;
    }

    /// <summary>True when one of the portal's database files holds these bytes.</summary>
    public static bool FilesHold(this PortalHost host, byte[] bytes) => Directory.GetFiles(host.Folder, "portal.db*").Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray().AsSpan().IndexOf(bytes) >= 0;
    });
}
