using System.Security.Cryptography;
using System.Text;
using CivilIdentity;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Reports;

/// <summary>A change to ask for, with what it changes and the subject that only one open request may be about.</summary>
public sealed record ReportProposal(Institution Institution, ReportKind Kind, Guid? OperatorId, ReportContent Content, string Subject)
{
    public static ReportProposal Enrol(Institution institution, CustodianLine line) =>
        new(institution, ReportKind.Enrol, null, new ReportContent { PersonAfter = line }, $"{institution.Id:N}:new:{Hash(KeyOf(line.Name))}");

    public static ReportProposal Retire(Institution institution, CurrentCustodian person) =>
        new(institution, ReportKind.Retire, person.OperatorId, new ReportContent { PersonBefore = person.Line }, $"{institution.Id:N}:{person.OperatorId:N}");

    /// <summary>The name stays: the person's acts in the evidence bear it.</summary>
    public static ReportProposal Amend(Institution institution, CurrentCustodian person, CustodianLine line) => new(
        institution,
        ReportKind.Amend,
        person.OperatorId,
        new ReportContent { PersonBefore = person.Line, PersonAfter = line with { Name = person.Line.Name } },
        $"{institution.Id:N}:{person.OperatorId:N}");

    public static ReportProposal ChangeForm(Institution institution, InfrastructureLine? before, InfrastructureLine after) =>
        new(institution, ReportKind.Infrastructure, null, new ReportContent { FormBefore = before, FormAfter = after }, $"{institution.Id:N}:form");

    public static ReportProposal Register(Institution institution, WorkstationLine line) =>
        new(institution, ReportKind.RegisterWorkstation, null, new ReportContent { WorkstationAfter = line }, PlaceOf(institution, line));

    public static ReportProposal Remove(Institution institution, WorkstationLine line) =>
        new(institution, ReportKind.RemoveWorkstation, null, new ReportContent { WorkstationBefore = line }, PlaceOf(institution, line));

    /// <summary>Names that differ in width, dots or case only are one person's.</summary>
    public static string KeyOf(string name) => PersonName.TryParse(name, out var parsed, out _) ? parsed.Key : name;

    // One workstation, whether it is to come or to go.
    private static string PlaceOf(Institution institution, WorkstationLine line) => $"{institution.Id:N}:at:{line.Network}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
