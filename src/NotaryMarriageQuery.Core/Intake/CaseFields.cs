using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using CivilIdentity;
using NotaryMarriageQuery.Core.Cases;

namespace NotaryMarriageQuery.Core.Intake;

/// <summary>The fields of one record as they were sent; makes a case of them, or says what is wrong with the first that is not right.</summary>
internal sealed class CaseFields
{
    private const int MostParties = 50;
    private const int ShownCaseNumber = 60;
    private static readonly DateOnly _earliest = new(1980, 1, 1);

    public string? CaseNumber { get; set; }

    public long? Version { get; set; }

    public string? Matter { get; set; }

    public string? Status { get; set; }

    public string? AcceptedOn { get; set; }

    public string? CertificateNumber { get; set; }

    public List<(string? Name, string? IdNumber)> Parties { get; } = [];

    /// <summary>What was wrong with the JSON itself; null when nothing was.</summary>
    public string? Problem { get; set; }

    /// <summary>The case, or the rejected record with its reason.</summary>
    public CaseRecord ToRecord(int index, DateOnly today)
    {
        var shown = CaseNumber is null ? "" : string.Concat(CaseNumber.EnumerateRunes().Where(r => !Rune.IsControl(r)).Take(ShownCaseNumber));
        UploadedCase? uploaded = null;
        var problem = Problem ?? Check(today, out uploaded);
        return problem is null
            ? new CaseRecord(index, shown, uploaded, "")
            : new CaseRecord(index, shown, null, problem);
    }

    private string? Check(DateOnly today, out UploadedCase? uploaded)
    {
        uploaded = null;
        if (!Cases.CaseNumber.TryParse(CaseNumber, out var number))
        {
            return "caseNumber：受理号应为 4 至 40 个汉字、字母、数字、括号或短横";
        }

        if (Version is not >= 1)
        {
            return "version：版本号应为不小于 1 的整数";
        }

        if (!IsText(Matter, NotarialMatter.MaxLength))
        {
            return $"matter：请填写公证事项，不超过 {NotarialMatter.MaxLength} 个字";
        }

        if (Status is not ("open" or "closed"))
        {
            return "status：状态应为 open（在办）或 closed（已办结）";
        }

        if (!DateOnly.TryParseExact(AcceptedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var acceptedOn) || acceptedOn < _earliest)
        {
            return "acceptedOn：受理日期应为年-月-日，例如 2026-01-05";
        }

        if (acceptedOn > today)
        {
            return "acceptedOn：受理日期晚于今天";
        }

        if (CertificateNumber is not null && !IsText(CertificateNumber, NotarialCase.CertificateNumberMaxLength))
        {
            return $"certificateNumber：公证书编号不能为空文字，不超过 {NotarialCase.CertificateNumberMaxLength} 个字；没有的填 null";
        }

        if (CheckParties(today, out var parties) is { } problem)
        {
            return problem;
        }

        uploaded = new UploadedCase(number, Version.Value, Matter.Trim(), Status == "open", acceptedOn, CertificateNumber?.Trim(), parties);
        return null;
    }

    private string? CheckParties(DateOnly today, out List<UploadedParty> parties)
    {
        parties = new List<UploadedParty>(Parties.Count);
        if (Parties.Count is 0 or > MostParties)
        {
            return $"parties：当事人应为 1 至 {MostParties} 人";
        }

        foreach (var (text, idText) in Parties)
        {
            var who = $"当事人 {parties.Count + 1}";
            if (!PersonName.TryParse(text, out var name, out _))
            {
                return $"{who}：请填写姓名，不超过 {PersonName.MaxLength} 个字";
            }

            if (!ResidentId.TryParse(idText, today, out var id, out var problem))
            {
                return problem.IsOutOfScope()
                    ? $"{who}：涉港澳台、涉外的证件不在共享范围内，请不要上传该当事人"
                    : $"{who}：公民身份号码有误，请核对";
            }

            if (parties.Exists(p => p.Id == id))
            {
                return $"{who}：公民身份号码与前面的重复";
            }

            parties.Add(new UploadedParty(name, id));
        }

        return null;
    }

    private static bool IsText([NotNullWhen(true)] string? text, int maxLength) =>
        !string.IsNullOrWhiteSpace(text)
        && text.Trim().Length <= maxLength
        && !text.EnumerateRunes().Any(r => r == Rune.ReplacementChar || Rune.IsControl(r));
}
