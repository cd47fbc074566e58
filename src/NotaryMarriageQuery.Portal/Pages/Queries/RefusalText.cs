using CivilIdentity;
using NotaryMarriageQuery.Core.Queries;

namespace NotaryMarriageQuery.Portal.Pages.Queries;

/// <summary>What a person reads when the gate refuses, and at which field.</summary>
internal static class RefusalText
{
    /// <summary>A malformed number is invalid input (400); everything else is a refusal (403).</summary>
    public static int StatusOf(RefusalReason reason) =>
        reason == RefusalReason.IdNumberMalformed ? StatusCodes.Status400BadRequest : StatusCodes.Status403Forbidden;

    public static (string Field, string Text) Of(LookUpOutcome.Refused refused) => refused.Reason switch
    {
        RefusalReason.AccountOrPersonNotActive => ("", "本账户或查询人已停用，不能查询。请联系省厅账户管理员。"),
        RefusalReason.WorkstationNotRegistered => ("", "本机不是登记的工作站，不能查询。请在机构办公场所内登记的固定计算机上操作。"),
        RefusalReason.UnderSanction => ("", refused.Ban is { } ban ? SanctionText.Of(ban) : "查询权限已被暂停或取消，不能查询。请联系省厅。"),
        RefusalReason.TermsNotAccepted => ("", "使用规定有您尚未同意的版本，不能查询。请先阅读并同意使用规定。"),
        RefusalReason.InstitutionNotOpen => ("", "本机构的查询未开放：" + (refused.Closure is { } closure ? OpeningText.Of(closure) : "请联系省厅。")),
        RefusalReason.IdNumberMalformed => (nameof(NewModel.IdNumber), OfNumber(refused.IdProblem)),
        RefusalReason.DocumentOutOfScope => (nameof(NewModel.IdNumber), OfNumber(refused.IdProblem)),
        RefusalReason.CaseUnknown or RefusalReason.CaseOfOtherInstitution =>
            (nameof(NewModel.CaseNumber), "本机构没有这个受理号的案件。请核对受理号，或先在“公证案件”中登记。"),
        RefusalReason.CaseClosed => (nameof(NewModel.CaseNumber), "该案件已办结，不能再查询。确需查询的，请先核对案件状态。"),
        RefusalReason.MatterDiffers => (nameof(NewModel.Matter), "公证事项与受理时登记的不一致，请核对。"),
        RefusalReason.PersonNotParty => (nameof(NewModel.IdNumber), "被查询人不是该案的当事人，不能查询。请核对号码，或先补登当事人。"),
        RefusalReason.PartyNameDiffers => (nameof(NewModel.Name), "号码是该案当事人的，但姓名与登记的不一致。请核对姓名；如曾更名，请先核实案件登记。"),
        RefusalReason.GroundMissing => (nameof(NewModel.Ground), "请选择查询依据。"),
        RefusalReason.EntrustmentIncomplete => (nameof(NewModel.EntrustingInstitution), "受委托查询须填写委托单位、函号和函件日期。"),
        RefusalReason.LetterDateInFuture => (nameof(NewModel.LetterDate), "函件日期晚于今天，请核对。"),
        _ => ("", "不能查询。"),
    };

    /// <summary>What is wrong with an ID number, and where to look.</summary>
    internal static string OfNumber(ResidentIdProblem problem) => problem switch
    {
        ResidentIdProblem.Empty => "请输入公民身份号码。",
        ResidentIdProblem.Length => "公民身份号码应为 18 位，旧证为 15 位，请核对。",
        ResidentIdProblem.Character => "公民身份号码只能是数字，末位可以是 X，请核对。",
        ResidentIdProblem.BirthDate => "公民身份号码中的出生日期不存在，请核对第 7 至 14 位。",
        ResidentIdProblem.BirthDateInFuture => "公民身份号码中的出生日期晚于今天，请核对第 7 至 14 位。",
        ResidentIdProblem.TooOld => "公民身份号码中的出生日期过早，请核对第 7 至 14 位。",
        ResidentIdProblem.CheckDigit => "校验位不符，请核对最后一位。",
        ResidentIdProblem.HongKongMacaoTaiwanPermit => "这是港澳台居民居住证号码。涉港澳台的婚姻登记信息不在共享范围内，未向民政平台查询。",
        ResidentIdProblem.ForeignPermanentResident => "这是外国人永久居留身份证号码。涉外的婚姻登记信息不在共享范围内，未向民政平台查询。",
        _ => "公民身份号码有误，请核对。",
    };
}
