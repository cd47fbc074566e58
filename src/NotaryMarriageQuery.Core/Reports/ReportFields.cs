using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using CivilIdentity;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>Reads the fields of 附件2 and 附件4, typed or imported; a problem is a Chinese sentence by the field's name.</summary>
public static partial class ReportFields
{
    /// <summary>A line of 附件2, or null with its problems.</summary>
    public static CustodianLine? ReadCustodian(string? name, string? sex, string? post, string? mobile, ICollection<(string Field, string Problem)> problems)
    {
        var before = problems.Count;
        var personName = ReadName(name, "Name", "姓名", problems);
        Sex? readSex = sex?.Trim() switch { "男" => Sex.Male, "女" => Sex.Female, _ => null };
        if (readSex is null)
        {
            problems.Add(("Sex", "性别应为“男”或“女”"));
        }

        if (!IsText(post, Custodian.PostMaxLength))
        {
            problems.Add(("Post", string.IsNullOrWhiteSpace(post) ? "缺少职务" : $"职务应为不超过 {Custodian.PostMaxLength} 个字的文字"));
        }

        if (!TryReadMobile(mobile, out var number))
        {
            problems.Add(("Mobile", "手机应为 11 位号码，例如 12000000001"));
        }

        return problems.Count == before ? new CustodianLine(personName!, readSex, post!.Trim(), number!) : null;
    }

    /// <summary>A line of 附件4, or null with its problems.</summary>
    public static InfrastructureLine? ReadInfrastructure(string? head, string? phone, string? address, ICollection<(string Field, string Problem)> problems)
    {
        var before = problems.Count;
        var name = ReadName(head, "HeadName", "信息化建设负责人姓名", problems);
        var compact = Narrow(phone);
        if (!Phone().IsMatch(compact))
        {
            problems.Add(("Phone", "电话应为 7 至 20 位数字，可带区号和短横，例如 0571-00000000"));
        }

        if (!TryReadNetwork(address, out var network))
        {
            problems.Add(("Address", "服务器专网IP地址有误，例如 10.33.1.5"));
        }

        return problems.Count == before ? new InfrastructureLine(name!, compact, network!.Value) : null;
    }

    /// <summary>An address or network, also in the full-width forms of Chinese input methods.</summary>
    public static bool TryReadNetwork(string? text, [NotNullWhen(true)] out WorkstationNetwork? network) => WorkstationNetwork.TryParse(Narrow(text), out network);

    /// <summary>男 or 女; empty when it was not reported.</summary>
    public static string Text(Sex? sex) => sex switch { Sex.Male => "男", Sex.Female => "女", _ => "" };

    /// <summary>First three and last four digits of a number (120****0001); all covered when it is too short for that.</summary>
    public static string Mask(string number) => number.Length switch
    {
        0 => "",
        >= 11 => $"{number[..3]}{new string('*', number.Length - 7)}{number[^4..]}",
        _ => new string('*', number.Length),
    };

    /// <summary>An address as people write it: a single one without its prefix length.</summary>
    public static string Address(string network) => network.Replace("/32", "", StringComparison.Ordinal).Replace("/128", "", StringComparison.Ordinal);

    private static string? ReadName(string? text, string field, string label, ICollection<(string Field, string Problem)> problems)
    {
        if (PersonName.TryParse(text, out var name, out var problem) && name.Original.Length <= PersonName.MaxLength * 2)
        {
            return name.Original;
        }

        problems.Add((field, problem switch
        {
            PersonNameProblem.Empty => $"缺少{label}",
            PersonNameProblem.TooLong => $"{label}不能超过 {PersonName.MaxLength} 个字",
            _ => $"{label}含有无法识别的字符",
        }));
        return null;
    }

    // Segments of numbers change: eleven digits from 1 are a mobile number.
    private static bool TryReadMobile(string? text, [NotNullWhen(true)] out string? number)
    {
        var compact = ForgivingInput.Compact(text, 20) ?? "";
        number = compact.StartsWith("+86", StringComparison.Ordinal) ? compact[3..] : compact;
        return Mobile().IsMatch(number);
    }

    // Full-width forms as they come out of Chinese input methods.
    private static string Narrow(string? text) => text is { Length: <= 200 }
        ? string.Concat(text.Trim().Select(c => c switch { '\u3000' => ' ', >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0), _ => c }))
        : "";

    private static bool IsText(string? text, int maxLength) =>
        !string.IsNullOrWhiteSpace(text) && text.Trim().Length <= maxLength * 2 && text.Trim().EnumerateRunes().Count() <= maxLength
        && !text.EnumerateRunes().Any(r => r == Rune.ReplacementChar || Rune.IsControl(r));

    [GeneratedRegex("^1[0-9]{10}\\z", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Mobile();

    [GeneratedRegex("^(?=.*[0-9]{4})[0-9+][0-9 -]{5,18}[0-9]\\z", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Phone();
}
