using NotaryMarriageQuery.Core.Inspections;
using NotaryMarriageQuery.Core.Openings;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>Inspections in words (Z 八(三)).</summary>
internal static class InspectionText
{
    public static string Of(InspectionKind kind) => kind switch
    {
        InspectionKind.Regular => "定期检查",
        InspectionKind.Random => "不定期抽查",
        _ => "",
    };

    public static string Of(InspectionStrata strata) => strata switch
    {
        InspectionStrata.None => "不分层",
        InspectionStrata.Institution => "按机构",
        InspectionStrata.Outcome => "按结果",
        InspectionStrata.Hour => "按时段（小时）",
        InspectionStrata.Reason => "按拒绝原因",
        _ => "",
    };

    public static string Of(InspectionState state) => state switch
    {
        InspectionState.Planned => "待抽取",
        InspectionState.Drawn => "检查中",
        InspectionState.Closed => "已办结",
        _ => "",
    };

    /// <summary>Colour of a state.</summary>
    public static string Css(InspectionState state) => state == InspectionState.Closed ? "ok" : "warn";

    public static string Of(CheckAnswer? answer) => answer switch
    {
        CheckAnswer.Yes => "是",
        CheckAnswer.No => "否",
        CheckAnswer.NotApplicable => "不适用",
        _ => "—",
    };

    public static string Of(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Minor => "轻微",
        FindingSeverity.Ordinary => "一般",
        FindingSeverity.Serious => "严重",
        _ => "",
    };

    /// <summary>Colour of a severity.</summary>
    public static string Css(FindingSeverity severity) => severity == FindingSeverity.Serious ? "stop" : "warn";

    /// <summary>How many are drawn.</summary>
    public static string Sample(Inspection inspection) => inspection.SampleSize is { } size ? $"{size} 条" : $"{inspection.SamplePercent}%，不足一条的按一条";

    public static string Period(Inspection inspection) => $"{Display.Day(inspection.FirstDay)} 至 {Display.Day(inspection.LastDay)}";

    public static string Time(long microseconds) => Display.Time(OpeningConditions.Instant(microseconds));

    /// <summary>Bytes as people compare them.</summary>
    public static string Hex(byte[]? bytes) => bytes is null ? "—" : Convert.ToHexStringLower(bytes);
}
