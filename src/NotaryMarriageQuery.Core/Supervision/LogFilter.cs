using NotaryMarriageQuery.Core.Acts;

namespace NotaryMarriageQuery.Core.Supervision;

/// <summary>What part of the log to show. Nothing personal: these stand in the page's address.</summary>
public sealed record LogFilter
{
    /// <summary>First day, in China (UTC+8).</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, in China (UTC+8).</summary>
    public DateOnly? To { get; init; }

    /// <summary>Code of an institution.</summary>
    public string? Institution { get; init; }

    /// <summary>Code of a bureau: the institutions of its region.</summary>
    public string? Bureau { get; init; }

    /// <summary>What sort of act.</summary>
    public ActSort? Sort { get; init; }

    /// <summary>Address of a workstation.</summary>
    public string? Address { get; init; }

    /// <summary>Notarial matter; <see cref="ActFacts.OtherMatter"/> for one that is on no list.</summary>
    public string? Matter { get; init; }

    /// <summary>Why it was refused, a number of <see cref="ActReason"/>.</summary>
    public short? Reason { get; init; }

    public AuditStatus? Outcome { get; init; }

    public string? CaseNumber { get; init; }

    /// <summary>A person as the evidence names them, <c>account/01</c>.</summary>
    public string? Operator { get; init; }

    /// <summary>Id of the last row of the page before; null for the newest rows.</summary>
    public long? After { get; init; }

    /// <summary>Only these kinds; empty for all.</summary>
    public IReadOnlyList<AuditKind> Kinds { get; init; } = [];

    /// <summary>18-character ID number of the person looked up; comes by POST, never by address.</summary>
    public string? Subject { get; init; }

    /// <summary>The filters in force, for the evidence of the search itself; without the person.</summary>
    public IReadOnlyDictionary<string, string> Describe()
    {
        var filters = new Dictionary<string, string>();
        Add("from", From?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        Add("to", To?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        Add("institution", Institution);
        Add("bureau", Bureau);
        Add("sort", Sort?.ToString());
        Add("address", Address);
        Add("matter", Matter);
        Add("reason", Reason?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add("outcome", Outcome?.ToString());
        Add("case", CaseNumber);
        Add("operator", Operator);
        Add("after", After is { } after ? AuditNumber.Format(after) : null);
        return filters;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                filters[name] = value.Length > 64 ? value[..64] : value;
            }
        }
    }
}

/// <summary>Sorts of acts that the log is filtered by, each some kinds of rows.</summary>
public enum ActSort
{
    /// <summary>查询核对: asked and refused lookups, assisted ones included.</summary>
    LookUp = 1,

    /// <summary>登录、退出.</summary>
    SignIn = 2,

    /// <summary>被拒绝的访问: pages and calls of servers.</summary>
    Access = 3,

    /// <summary>变更: accounts, people, institutions, cases and all other business.</summary>
    Change = 4,

    /// <summary>监督: reading the log, opening and uncovering entries.</summary>
    Supervision = 5,

    /// <summary>存证自身: starts, keys, alarms, doubts, heartbeats.</summary>
    System = 6,

    /// <summary>证件核验: asked and refused certificate checks.</summary>
    Check = 7,
}

/// <summary>Which kinds of rows make a sort of acts.</summary>
public static class ActSorts
{
    private static readonly Dictionary<ActSort, AuditKind[]> _kinds = new()
    {
        [ActSort.LookUp] = [AuditKind.Intent, AuditKind.Refusal],
        [ActSort.Check] = [ActKind.Check, ActKind.CheckRefusal],
        [ActSort.SignIn] = [AuditKind.Login],
        [ActSort.Access] = [AuditKind.AccessRefusal],
        [ActSort.Change] = [AuditKind.Change],
        [ActSort.Supervision] = [AuditKind.Search, AuditKind.View, AuditKind.Print, AuditKind.Unmask],
        [ActSort.System] = [AuditKind.Start, AuditKind.Stop, AuditKind.InDoubt, AuditKind.Alarm, AuditKind.Heartbeat, AuditKind.KeyEvent, AuditKind.Purge],
    };

    public static IReadOnlyList<AuditKind> KindsOf(ActSort sort) => _kinds[sort];
}
