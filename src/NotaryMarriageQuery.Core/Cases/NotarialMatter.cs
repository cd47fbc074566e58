namespace NotaryMarriageQuery.Core.Cases;

/// <summary>The notarial matters (公证事项) for which a marriage lookup is used.</summary>
public static class NotarialMatter
{
    public const int MaxLength = 40;

    /// <summary>Matters offered in lists, in the order in which clerks meet them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "继承权公证", "放弃继承权声明公证", "遗嘱公证", "委托公证", "赠与合同公证", "夫妻财产约定公证", "婚前财产约定公证",
        "财产分割协议公证", "离婚协议公证", "婚姻状况公证", "无婚姻登记记录公证", "亲属关系公证", "收养关系公证", "声明公证",
        "赋予强制执行效力公证", "抚养监护协议公证", "文书副本相符公证", "查档类公证",
    ];
}
