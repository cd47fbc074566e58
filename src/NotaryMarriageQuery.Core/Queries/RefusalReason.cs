namespace NotaryMarriageQuery.Core.Queries;

/// <summary>Why the gate refused a lookup, in the order in which the gate asks. Stored by name in the evidence; never renamed.</summary>
public enum RefusalReason
{
    /// <summary>账户或查询人已停用.</summary>
    AccountOrPersonNotActive = 1,

    /// <summary>不是登记的工作站 (Z 五(三)).</summary>
    WorkstationNotRegistered = 2,

    /// <summary>本机构的查询未开放 (Z 八(五)).</summary>
    InstitutionNotOpen = 3,

    /// <summary>身份证号码有误.</summary>
    IdNumberMalformed = 4,

    /// <summary>不在共享范围内的证件 (Z 八(七)).</summary>
    DocumentOutOfScope = 5,

    /// <summary>没有这个受理号的案件.</summary>
    CaseUnknown = 6,

    /// <summary>受理号属于别的机构; the person reads the same sentence as for an unknown case.</summary>
    CaseOfOtherInstitution = 7,

    /// <summary>案件已办结.</summary>
    CaseClosed = 8,

    /// <summary>公证事项与受理时不一致.</summary>
    MatterDiffers = 9,

    /// <summary>不是本案当事人 (Z 一).</summary>
    PersonNotParty = 10,

    /// <summary>号码是当事人的，姓名不一致.</summary>
    PartyNameDiffers = 11,

    /// <summary>没有查询依据 (Z 八(二)).</summary>
    GroundMissing = 12,

    /// <summary>委托单位、函号或日期不全.</summary>
    EntrustmentIncomplete = 13,

    /// <summary>委托函日期在将来.</summary>
    LetterDateInFuture = 14,

    /// <summary>尚未同意现行使用规定; asked after the workstation and before the opening.</summary>
    TermsNotAccepted = 15,

    /// <summary>查询权限已被暂停或取消 (Z 六); asked after account and person.</summary>
    UnderSanction = 16,
}
