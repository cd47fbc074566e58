using MarriageRegistry.Checks;
using ScanLine = MarriageRegistry.Checks.Scan;

namespace MarriageRegistry.Pages.Scan;

/// <summary>An outcome in words: fields are named, values never.</summary>
internal sealed record AnswerText(string Outcome, string Look, string Title, string Text, string Advice)
{
    public IReadOnlyList<(string Name, string Text)> Fields { get; private init; } = [];

    /// <summary>In China Standard Time.</summary>
    public DateTime At { get; private init; }

    public string Number { get; private init; } = "";

    public static AnswerText Of(ScanLine scan) => Word(scan) with
    {
        Fields = scan.Differing is { } differing ? [.. differing.Split(',').Select(field => (field, NameOf(field)))] : [],
        At = scan.At.AddHours(8),
        Number = scan.AnswerId![..8],
    };

    private static AnswerText Word(ScanLine scan) => (scan.Outcome, scan.VoidedBy, scan.Status) switch
    {
        ("agrees", _, _) => new("match", "ok", "一致", "您填写的登记证字号、双方姓名、登记日期与登记档案一致，该证书未作废。", "请同时核对持证人的身份证件。"),
        ("differs", _, _) => new("mismatch", "bad", "不一致", "下列项目与登记档案不一致：", "请对照证书重新核对；填写无误的，请向婚姻登记机关核实该证书。"),
        ("voided", CheckAnswer.Corrected, _) => new("void", "bad", "已作废（更正）", "该证书因登记信息更正已作废。", "请当事人出示更正后的证书。"),
        ("voided", _, _) => new("void", "bad", "已作废（补领）", "该证书因补领已作废，原证不再有效。", "请当事人出示补领的证书。"),
        ("statusChanged", _, CheckAnswer.Annulled) => new("status-changed", "changed", "登记状态已变更", "证书所载信息与登记档案一致，但该婚姻登记此后已被撤销。", "请当事人出示撤销婚姻的文书。"),
        ("statusChanged", _, _) => new("status-changed", "changed", "登记状态已变更", "证书所载信息与登记档案一致，但双方此后已办理离婚登记。", "请当事人出示离婚证。"),
        _ => new("unknown", "bad", "查无此码", "登记档案中没有这个识别码。", "请核对识别码后重新扫描或键入；仍查无此码的，请向婚姻登记机关核实该证书。"),
    };

    private static string NameOf(string field) => field switch
    {
        CheckField.CertificateNumber => "登记证字号",
        CheckField.ManName => "男方姓名",
        CheckField.WomanName => "女方姓名",
        _ => "登记日期",
    };
}
