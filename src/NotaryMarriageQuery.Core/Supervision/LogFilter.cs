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
