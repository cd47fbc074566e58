using System.Globalization;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>Somebody took the lists out as a spreadsheet, with mobile numbers in the clear.</summary>
public sealed record ReportExported : AuditEvent
{
    /// <summary><c>custodians.xlsx</c> and the like.</summary>
    public required string File { get; init; }

    /// <summary>Lines in it.</summary>
    public int Lines { get; init; }
}

/// <summary>Reports as the evidence tells them. Action names are stored and never renamed. Numbers of telephones are masked here.</summary>
internal static class ReportEvents
{
    // The longest texts in the rarest characters would not fit into a row together.
    private const int LongestText = 150;
    private const int LongestReason = 300;

    public static ChangeIntended Filed(Institution institution, ReportKind kind, ReportContent content, string reason) =>
        Of("report.filed", institution.Code, kind, content, reason);

    public static ChangeIntended Decided(string action, string institution, ReportRequest request, ReportContent content, string reason) =>
        Of(action, institution, request.Kind, content, reason);

    public static ChangeIntended Withdrawn(string institution, ReportRequest request, ReportContent content) =>
        Of("report.withdrawn", institution, request.Kind, content, reason: "");

    public static ChangeIntended Confirmed(Institution institution, int people) => new()
    {
        Action = "report.confirmed",
        Target = institution.Code,
        After = new Dictionary<string, string> { ["people"] = people.ToString(CultureInfo.InvariantCulture) },
    };

    public static ChangeIntended Imported(string bureau, string digest, int requests, int unchanged) => new()
    {
        Action = "report.imported",
        Target = bureau,
        After = new Dictionary<string, string>
        {
            ["sha256"] = digest,
            ["requests"] = requests.ToString(CultureInfo.InvariantCulture),
            ["unchanged"] = unchanged.ToString(CultureInfo.InvariantCulture),
        },
    };

    public static ChangeIntended PeriodSet(string province, DateOnly? before, DateOnly after, bool begins, string reason) => new()
    {
        Action = "report.deadline-set",
        Target = province,
        Reason = AuditJson.Shorten(reason, LongestReason),
        Before = new Dictionary<string, string> { ["dueOn"] = before?.ToString("O", CultureInfo.InvariantCulture) ?? "" },
        After = new Dictionary<string, string> { ["dueOn"] = after.ToString("O", CultureInfo.InvariantCulture), ["newPeriod"] = begins ? "yes" : "no" },
    };

    private static ChangeIntended Of(string action, string institution, ReportKind kind, ReportContent content, string reason) => new()
    {
        Action = action,
        Target = institution,
        Reason = AuditJson.Shorten(reason, LongestReason),
        Before = Describe(content.PersonBefore, content.FormBefore, content.WorkstationBefore),
        After = new Dictionary<string, string>(Describe(content.PersonAfter, content.FormAfter, content.WorkstationAfter)) { ["request"] = kind.ToString() },
    };

    private static Dictionary<string, string> Describe(CustodianLine? person, InfrastructureLine? form, WorkstationLine? workstation)
    {
        var described = new Dictionary<string, string>();
        if (person is not null)
        {
            described["name"] = AuditJson.Shorten(person.Name, LongestText);
            described["sex"] = ReportFields.Text(person.Sex);
            described["post"] = AuditJson.Shorten(person.Post, LongestText);
            described["mobile"] = ReportFields.Mask(person.Mobile);
        }

        if (form is not null)
        {
            described["head"] = AuditJson.Shorten(form.HeadName, LongestText);
            described["phone"] = ReportFields.Mask(form.Phone);
            described["address"] = form.Address;
        }

        if (workstation is not null)
        {
            described["network"] = workstation.Network;
            described["label"] = AuditJson.Shorten(workstation.Label, LongestText);
        }

        return described;
    }
}
