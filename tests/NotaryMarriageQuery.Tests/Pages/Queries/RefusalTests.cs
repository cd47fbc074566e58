using System.Net;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Queries;

/// <summary>Lookups that the gate refuses: the person reads why, the evidence has it, the registry is not asked.</summary>
[Collection(nameof(PortalCollection))]
public sealed class RefusalTests(PortalFixture portal)
{
    public static TheoryData<string, string, int, RefusalReason, string> Refusals => new()
    {
        { "IdNumber", "339999199001010014", 400, RefusalReason.IdNumberMalformed, "校验位不符" },
        { "IdNumber", "33999919900101001", 400, RefusalReason.IdNumberMalformed, "18 位" },
        { "IdNumber", "810000209901010010", 403, RefusalReason.DocumentOutOfScope, "港澳台" },
        { "IdNumber", "820000209901010020", 403, RefusalReason.DocumentOutOfScope, "港澳台" },
        { "IdNumber", "830000209901010030", 403, RefusalReason.DocumentOutOfScope, "港澳台" },
        { "IdNumber", "93399919900101001X", 403, RefusalReason.DocumentOutOfScope, "外国人" },
        { "CaseNumber", "(2026)示受字第9999号", 403, RefusalReason.CaseUnknown, "没有这个受理号" },
        { "CaseNumber", "(2026)二受字第9001号", 403, RefusalReason.CaseOfOtherInstitution, "没有这个受理号" },
        { "CaseNumber", "(2026)示受字第9004号", 403, RefusalReason.CaseClosed, "已办结" },
        { "Matter", "委托公证", 403, RefusalReason.MatterDiffers, "不一致" },
        { "IdNumber", "339999198503150134", 403, RefusalReason.PersonNotParty, "不是该案的当事人" },
        { "Name", "示例二", 403, RefusalReason.PartyNameDiffers, "姓名与登记的不一致" },
        { "LetterDate", "", 403, RefusalReason.EntrustmentIncomplete, "委托单位、函号和函件日期" },
        { "LetterDate", "2099-01-01", 403, RefusalReason.LetterDateInFuture, "晚于今天" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task LookUp_NotAllowed_SaysWhyKeepsTheFormAndAsksNobody(string field, string value, int status, RefusalReason reason, string sentence)
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        var asked = await portal.Host.CountRegistryAnswersAsync();
        var last = portal.Host.LastEvidence;
        var form = new Dictionary<string, string> { [field] = value };
        if (field == "LetterDate")
        {
            (form["Ground"], form["EntrustingInstitution"], form["LetterNumber"]) = ("EntrustedRequest", "示范市第二公证处（演示）", "1");
        }

        var page = await client.LookUpAsync(form);

        ((int)page.Status).ShouldBe(status);
        page.Errors.Single().ShouldContain(sentence);
        page.ShouldHold(reason.ToString());
        page.Html.QuerySelector(".errors .num").ShouldNotBeNull("the number of the evidence");
        page.Html.QuerySelector($"[name={field}]").ShouldNotBeNull();
        page.Html.QuerySelector("input[name=Name]")!.GetAttribute("value").ShouldBe(form.GetValueOrDefault("Name", "示例一"));
        (await portal.Host.ReadEvidenceAsync(last)).Single().Event.ShouldBeOfType<QueryRefused>().Reason.ShouldBe(reason);
        (await portal.Host.CountRegistryAnswersAsync()).ShouldBe(asked);
    }

    [Fact]
    public async Task LookUp_EmptyForm_NamesEveryFieldAndIsNoAct()
    {
        using var client = await portal.Host.SignedInAsync(Seat.Clerk);
        var last = portal.Host.LastEvidence;

        var page = await client.PostAsync("/queries/new", []);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Html.QuerySelectorAll(".errors a").Select(a => a.GetAttribute("href")).ShouldBe(["#CaseNumber", "#Matter", "#Name", "#IdNumber", "#Ground"], ignoreOrder: true);
        foreach (var name in new[] { "CaseNumber", "Matter", "Name", "IdNumber", "Ground" })
        {
            page.ErrorAt(name).ShouldNotBeNull(name);
            page.Html.GetElementById(name)!.GetAttribute("aria-invalid").ShouldBe("true");
        }

        (await portal.Host.ReadEvidenceAsync(last)).ShouldBeEmpty();
    }
}
