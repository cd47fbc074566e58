using System.Net;

namespace NotaryMarriageQuery.Core.Openings;

/// <summary>An institution's server whose call was signed with the institution's secret and came from its registered address.</summary>
public sealed record ServerCaller(Guid InstitutionId, string Code, IPAddress Address)
{
    /// <summary>Name in the evidence's actor column, <c>shili-gzc/server</c>.</summary>
    public string AuditName => AuditNameOf(Code);

    internal static string AuditNameOf(string code) => code + "/server";
}
