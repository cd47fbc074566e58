namespace AuditFormat;

/// <summary>Rules between the rows of one act: one intent, then at most one outcome.</summary>
/// <remarks>Lookups (Intent, Outcome) and changes (Change, ChangeOutcome) follow the same protocol.</remarks>
internal sealed class RequestBook(Findings findings)
{
    private const byte Opened = 1;
    private const byte Closed = 2;
    private const byte Doubted = 4;
    private const long Day = 86_400_000_000;

    private readonly RequestSet _all = new();
    private readonly Dictionary<UInt128, (long Id, long At)> _open = [];
    private readonly Dictionary<UInt128, long> _early = [];

    /// <summary>Takes the next row, of whatever kind.</summary>
    public void Row(in RowFacts row)
    {
        switch (row.Kind)
        {
            case AuditKind.Intent or AuditKind.Change:
                Open(row);
                break;
            case AuditKind.Outcome or AuditKind.ChangeOutcome:
                Close(row);
                break;
            case AuditKind.InDoubt:
                _all.Mark(row.Request, Doubted);
                _open.Remove(row.Request);
                break;
        }
    }

    /// <summary>Reports what stayed without its counterpart.</summary>
    /// <param name="newest">Wall clock of the newest row, microseconds since the Unix epoch.</param>
    public void Complete(long newest)
    {
        foreach (var id in _early.Values.Order())
        {
            findings.Row(id, "有结果而没有意向（outcome without intent）");
        }

        foreach (var intent in _open.Values.Where(i => (Int128)newest - i.At > Day).OrderBy(i => i.Id))
        {
            findings.Warn(intent.Id, "意向超过一天仍无结果，也无未决登记（intent without outcome）");
        }
    }

    private void Open(in RowFacts row)
    {
        var before = _all.Mark(row.Request, Opened);
        if ((before & Opened) != 0)
        {
            findings.Row(row.Id, "同一请求号的第二个意向（second intent of a request）");
        }
        else if ((before & Closed) != 0)
        {
            _early.Remove(row.Request);
            findings.Warn(row.Id, "意向排在其结果之后（intent after its outcome）");
        }
        else if ((before & Doubted) == 0)
        {
            _open[row.Request] = (row.Id, row.At);
        }
    }

    private void Close(in RowFacts row)
    {
        var before = _all.Mark(row.Request, Closed);
        if ((before & Closed) != 0)
        {
            findings.Row(row.Id, "同一请求号的第二个结果（second outcome of a request）");
        }
        else if ((before & Opened) == 0)
        {
            _early[row.Request] = row.Id;
        }

        _open.Remove(row.Request);
    }
}
