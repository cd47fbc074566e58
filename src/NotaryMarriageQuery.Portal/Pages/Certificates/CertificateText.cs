using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;
using NotaryMarriageQuery.Portal.Pages.Queries;

namespace NotaryMarriageQuery.Portal.Pages.Certificates;

/// <summary>How a certificate check reads. It tells of a booklet and its registration (登记记录), and of nobody's marital status.</summary>
internal static class CertificateText
{
    private const string MeansNothing = "这不表示证件与登记记录一致，也不表示不一致。";

    /// <summary>The instance that took the form on has died.</summary>
    public static string InDoubt => $"系统处理这次核验时中断，结果未知。{MeansNothing}请先在“本处查询”中查看这次核验，需要时重新提交。";

    public static string Of(RegistryFailure failure) => FailureText.Of(failure, MeansNothing);

    /// <summary>What a person reads when the gate refuses, and at which field.</summary>
    public static (string Field, string Text) Of(LookUpOutcome.Refused refused) => refused.Reason switch
    {
        RefusalReason.PersonNotParty => (nameof(VerifyModel.Name), "该案的当事人中没有这个姓名，不能核验。请核对姓名；证件上的两个姓名中，应填本案当事人的。"),
        RefusalReason.EntrustmentIncomplete => (nameof(VerifyModel.Ground), "受其他公证机构委托的，没有证件可核验。请用“查询核对”。"),
        _ => RefusalText.Of(refused),
    };

    /// <summary>Outcome for <c>data-outcome</c> (contract).</summary>
    public static string Slug(CertificateOutcome outcome) => outcome switch
    {
        CertificateOutcome.Agrees => "match",
        CertificateOutcome.Differs => "mismatch",
        CertificateOutcome.Voided => "void",
        CertificateOutcome.StatusChanged => "status-changed",
        _ => "unknown",
    };

    /// <summary>Colour of an outcome.</summary>
    public static string Css(CertificateOutcome outcome) => outcome == CertificateOutcome.Agrees ? "ok" : "stop";

    /// <summary>The outcome as a heading.</summary>
    public static string Title(CertificateOutcome outcome) => outcome switch
    {
        CertificateOutcome.Agrees => "与登记记录一致",
        CertificateOutcome.Differs => "与登记记录不一致",
        CertificateOutcome.Voided => "证件已作废",
        CertificateOutcome.StatusChanged => "登记状态已变更",
        _ => "查无此码",
    };

    /// <summary>The outcome in a line, for the log.</summary>
    public static string Brief(CertificateOutcome outcome, IReadOnlyList<CertificateField> differing, CertificateVoiding? voidedBy, CertificateChange? change) => outcome switch
    {
        CertificateOutcome.Differs => $"{Title(outcome)}：{string.Join("、", differing.Select(Of))}",
        CertificateOutcome.Voided => $"{Title(outcome)}（{(voidedBy == CertificateVoiding.Reissue ? "补领" : "更正")}）",
        CertificateOutcome.StatusChanged => $"{Title(outcome)}（{(change == CertificateChange.Divorced ? "其后有离婚登记" : "其后有撤销登记")}）",
        _ => Title(outcome),
    };

    /// <summary>What it means, and what the clerk does next.</summary>
    public static string Explain(ShownCheck check) => check.Outcome switch
    {
        CertificateOutcome.Agrees => "二维码有效，所比对的各项与该证的登记记录一致。仍须查验证件和当事人身份。",
        CertificateOutcome.Differs => "二维码有效，但下列各项与该证的登记记录不一致。请先对照证件核对输入；输入无误的，证件可能被改动，请向登记机关核实。",
        CertificateOutcome.Voided when check.VoidedBy == CertificateVoiding.Reissue => "登记机关已补领新证，这本证件随之作废。请当事人出示补领的证件。",
        CertificateOutcome.Voided => "登记机关已更正登记并另发新证，这本证件随之作废。请当事人出示更正后的证件。",
        CertificateOutcome.StatusChanged when check.Change == CertificateChange.Divorced => "这本证件的结婚登记之后，有离婚登记记录。请用“查询核对”查看登记记录。",
        CertificateOutcome.StatusChanged => "这本证件的结婚登记之后，有撤销登记记录。请用“查询核对”查看登记记录。",
        _ => "登记机关没有发过带这个二维码的证件。请重新扫描；仍然如此的，请向登记机关核实。",
    };

    public static string Of(CertificateField field) => field switch
    {
        CertificateField.Number => "登记证字号",
        CertificateField.ManName => "男方姓名",
        CertificateField.WomanName => "女方姓名",
        _ => "登记日期",
    };

    /// <summary>What was compared, in the booklet's words, each with what the registry said of it; null where it said nothing.</summary>
    public static IEnumerable<(string Label, string Value, bool? Agrees)> Compared(ShownCheck check)
    {
        var isMan = check.Facts.Party.IdNumber is { Length: 18 } number && (number[16] - '0') % 2 == 1;
        var (man, woman) = isMan ? (check.Facts.Party.Name, check.Facts.SpouseName) : (check.Facts.SpouseName, check.Facts.Party.Name);
        yield return Line(CertificateField.Number, check.Facts.CertificateNumber);
        yield return Line(CertificateField.ManName, man);
        yield return Line(CertificateField.WomanName, woman);
        yield return Line(CertificateField.RegisteredOn, Display.Day(check.Facts.RegisteredOn));

        (string, string, bool?) Line(CertificateField field, string value) =>
            (Of(field), value, value.Length > 0 && check.Outcome is CertificateOutcome.Agrees or CertificateOutcome.Differs ? !check.Differing.Contains(field) : null);
    }
}
