using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Institutions;

/// <summary>Changes to institutions and workstations, as the evidence tells them. Action names are stored and never renamed.</summary>
internal static class InstitutionEvents
{
    public static ChangeIntended Added(Institution institution) => new()
    {
        Action = "institution.added",
        Target = institution.Code,
        After = new Dictionary<string, string>
        {
            ["name"] = institution.Name,
            ["kind"] = institution.Kind.ToString(),
            ["region"] = institution.RegionCode,
        },
    };

    public static ChangeIntended Changed(Institution institution, ChangeInstitution input, string reason) => new()
    {
        Action = "institution.changed",
        Target = institution.Code,
        Reason = reason,
        Before = new Dictionary<string, string> { ["name"] = institution.Name, ["region"] = institution.RegionCode, ["head"] = institution.Head },
        After = new Dictionary<string, string> { ["name"] = input.Name, ["region"] = input.Region.Value, ["head"] = input.Head },
    };

    public static ChangeIntended OpeningChanged(Institution institution, bool open, string reason) => new()
    {
        Action = open ? "opening.opened" : "opening.closed",
        Target = institution.Code,
        Reason = reason,
        Before = new Dictionary<string, string> { ["open"] = institution.IsOpen ? "yes" : "no" },
        After = new Dictionary<string, string> { ["open"] = open ? "yes" : "no" },
    };

    public static ChangeIntended WorkstationRegistered(Institution institution, Workstation workstation) => new()
    {
        Action = "workstation.registered",
        Target = institution.Code,
        After = Describe(workstation),
    };

    public static ChangeIntended WorkstationRemoved(Institution institution, Workstation workstation) => new()
    {
        Action = "workstation.removed",
        Target = institution.Code,
        Before = Describe(workstation),
    };

    private static Dictionary<string, string> Describe(Workstation workstation) => new()
    {
        ["network"] = workstation.Network,
        ["label"] = workstation.Label,
    };
}
