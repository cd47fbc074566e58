using System.Globalization;
using System.Text;
using CivilIdentity;
using MarriageRegistry.Registrations;

namespace MarriageRegistry.Desk.Entry;

/// <summary>Reads what was typed into the desk's forms and gathers what is wrong with it.</summary>
internal sealed class EntryReader(DateOnly today)
{
    /// <summary>As much as fits on the booklet's page.</summary>
    public const int RemarkMaxLength = 200;

    private const string China = "156";

    public List<Problem> Problems { get; } = [];

    public SaveOutcome.Refused Refused => new(Problems);

    public void Add(string field, string text) => Problems.Add(new Problem(field, text));

    /// <summary>One party; null when name or number cannot be used. <paramref name="side"/> is Man or Woman.</summary>
    public (RegisteredParty Party, ResidentId Id)? Party(string side, string? name, string? idNumber)
    {
        var who = side == "Man" ? "男方" : "女方";
        var count = Problems.Count;
        if (!PersonName.TryParse(name, out var parsedName, out var nameProblem))
        {
            Add(side + "Name", nameProblem switch
            {
                PersonNameProblem.TooLong => $"{who}姓名不能超过 {PersonName.MaxLength} 个字，请按证件填写",
                PersonNameProblem.Malformed => $"{who}姓名含有无法识别的字符，请重新输入",
                _ => $"请填写{who}姓名",
            });
        }

        if (!ResidentId.TryParse(idNumber, today, out var id, out var idProblem))
        {
            Add(side + "IdNumber", who + Text(idProblem));
        }
        else if (id.Sex != (side == "Man" ? Sex.Male : Sex.Female))
        {
            Add(side + "IdNumber", $"{who}身份证号码表明性别为{(id.Sex == Sex.Male ? "男" : "女")}，请核对是否填反");
        }

        return Problems.Count > count ? null : (RegisteredParty.Create(parsedName!.Original, id!.Value, id.BirthDate, China), id);
    }

    /// <summary>The day of the act: not after today, and for others than the head of the office not longer ago than a month.</summary>
    public DateOnly? Day(string? text, bool mayBeOld)
    {
        if (!DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            Add("RegisteredOn", "请选择登记日期，例如 2026-03-02");
        }
        else if (day > today)
        {
            Add("RegisteredOn", "登记日期不能晚于今天");
        }
        else if (day.Year < 1950)
        {
            Add("RegisteredOn", "登记日期不能早于 1950 年");
        }
        else if (!mayBeOld && day < today.AddDays(-31))
        {
            Add("RegisteredOn", "登记日期早于 31 天的，由本机关负责人补录");
        }
        else
        {
            return day;
        }

        return null;
    }

    /// <summary>A text of one line, null when empty.</summary>
    public string? Line(string field, string? text, int maxLength, string what)
    {
        var line = text?.Trim();
        if (string.IsNullOrEmpty(line))
        {
            return null;
        }

        if (line.Length > maxLength)
        {
            Add(field, string.Create(CultureInfo.InvariantCulture, $"{what}不能超过 {maxLength} 个字"));
        }
        else if (line.EnumerateRunes().Any(r => r == Rune.ReplacementChar || Rune.IsControl(r)))
        {
            Add(field, $"{what}含有无法识别的字符，请重新输入");
        }

        return line;
    }

    public static int AgeOn(DateOnly birth, DateOnly day) => day.Year - birth.Year - ((day.Month, day.Day).CompareTo((birth.Month, birth.Day)) < 0 ? 1 : 0);

    private static string Text(ResidentIdProblem problem) => problem switch
    {
        ResidentIdProblem.Empty => "身份证号码没有填写",
        ResidentIdProblem.Length => "身份证号码应为 18 位，请核对是否多填或漏填",
        ResidentIdProblem.BirthDate => "身份证号码中的出生日期不存在，请核对",
        ResidentIdProblem.BirthDateInFuture => "身份证号码中的出生日期晚于今天，请核对",
        ResidentIdProblem.TooOld => "身份证号码中的出生日期早于 130 年前，请核对",
        ResidentIdProblem.CheckDigit => "身份证号码校验位不符，请逐位核对",
        ResidentIdProblem.HongKongMacaoTaiwanPermit or ResidentIdProblem.ForeignPermanentResident => "所持证件属涉外、涉港澳台登记，请到省级民政部门指定的机关办理",
        _ => "身份证号码含有不能使用的字符，请核对",
    };
}
