using System.Collections.Frozen;

namespace MarriageRegistry.Desk.Journal;

/// <summary>The acts that the journal knows; a stored name is never changed.</summary>
public static class DeskActs
{
    public const string SignedIn = "sign-in";
    public const string SignInRefused = "sign-in.refused";
    public const string SignedOut = "sign-out";
    public const string Searched = "search";
    public const string Viewed = "registration.viewed";
    public const string Married = "registration.marriage";
    public const string Divorced = "registration.divorce";
    public const string Reissued = "registration.reissue";
    public const string Annulled = "registration.annulment";
    public const string Corrected = "registration.corrected";
    public const string PrintOpened = "print.opened";
    public const string PrintConfirmed = "print.confirmed";
    public const string PrintRepeated = "print.repeated";
    public const string PrinterChanged = "printer.changed";
    public const string TestPage = "printer.test";

    private static readonly FrozenDictionary<string, string> _texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [SignedIn] = "登录",
        [SignInRefused] = "登录被拒",
        [SignedOut] = "退出",
        [Searched] = "查询",
        [Viewed] = "查看登记",
        [Married] = "结婚登记",
        [Divorced] = "离婚登记",
        [Reissued] = "补领证书",
        [Annulled] = "撤销婚姻",
        [Corrected] = "更正登记",
        [PrintOpened] = "打开打印页",
        [PrintConfirmed] = "确认已打印",
        [PrintRepeated] = "准许重新打印",
        [PrinterChanged] = "调整打印机",
        [TestPage] = "打开测试页",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The act in the words of the page.</summary>
    public static string ToText(string act) => _texts.GetValueOrDefault(act, act);
}
