namespace AuditFormat;

/// <summary>One thing that a verification found.</summary>
/// <param name="RowId">The row concerned; null when only the tree as a whole can be named.</param>
/// <param name="What">What is wrong, in Chinese with an English key word.</param>
public sealed record Finding(long? RowId, string What)
{
    /// <summary><c>row ID: NUMBER what</c> or <c>tree: what</c>.</summary>
    public override string ToString() => RowId is { } id ? $"row {id}: {AuditNumber.Format(id)} {What}" : $"tree: {What}";
}

/// <summary>Collects findings; keeps the first ones and counts the rest, because one removed row can displace millions.</summary>
/// <remarks>Several threads may report at the same time; it is read when they are done.</remarks>
/// <param name="limit">Findings kept of each sort.</param>
public sealed class Findings(int limit = 1000)
{
    private readonly Lock _gate = new();
    private readonly List<Finding> _tampered = [];
    private readonly List<Finding> _warnings = [];

    /// <summary>Proof that the log was changed, in the order found.</summary>
    public IReadOnlyList<Finding> Tampered => _tampered;

    /// <summary>Things to look into that are no proof of a change.</summary>
    public IReadOnlyList<Finding> Warnings => _warnings;

    /// <summary>All findings of tampering, also those beyond the limit.</summary>
    public long TamperedCount { get; private set; }

    /// <summary>All warnings, also those beyond the limit.</summary>
    public long WarningCount { get; private set; }

    /// <summary>A row was changed, removed, put in or moved.</summary>
    public void Row(long id, string what) => Tamper(new(id, what));

    /// <summary>The tree or its signed heads do not fit the rows.</summary>
    public void Tree(string what) => Tamper(new(null, what));

    /// <summary>Something unusual about a row.</summary>
    public void Warn(long id, string what)
    {
        lock (_gate)
        {
            WarningCount++;
            if (_warnings.Count < limit)
            {
                _warnings.Add(new(id, what));
            }
        }
    }

    private void Tamper(Finding finding)
    {
        lock (_gate)
        {
            TamperedCount++;
            if (_tampered.Count < limit)
            {
                _tampered.Add(finding);
            }
        }
    }
}
