using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Statistics;

namespace NotaryMarriageQuery.Core.Acts;

/// <summary>Folds rows of the evidence, in the order of their ids, into lines of acts and counts.</summary>
/// <param name="find">Finds the stored line of the act that a row of this kind began under this request id.</param>
internal sealed class ActBatch(Func<byte[], AuditKind, Act?> find)
{
    private readonly Dictionary<(UInt128 Request, AuditKind Kind), Act> _known = [];
    private readonly HashSet<Act> _new = [];
    private readonly HashSet<Act> _changed = [];

    public IReadOnlyCollection<Act> New => _new;

    /// <summary>Acts that stood in the table before and have changed.</summary>
    public IReadOnlyCollection<Act> Changed => _changed;

    public UseCounts Counts { get; } = new();

    /// <summary>Takes a row; false for the end of an act whose beginning has not been read.</summary>
    public bool TryAdd(AuditEntry entry, AuditEvent? told)
    {
        switch (entry.Kind)
        {
            case AuditKind.Outcome or AuditKind.ChangeOutcome:
                var began = Find(entry.Request, entry.Kind == AuditKind.Outcome ? AuditKind.Intent : AuditKind.Change);
                if (began is null)
                {
                    return false;
                }

                Counts.Add(began, -1);
                (began.Status, began.OutcomeId) = (entry.Status, entry.Id);
                Counts.Add(began);
                Touch(began);
                return true;
            case AuditKind.View or AuditKind.Print when told is AnswerViewed or AnswerPrinted && Find(entry.Request, AuditKind.Intent) is { } asked:
                _ = told is AnswerPrinted ? asked.Prints++ : asked.Views++;
                Touch(asked);
                return true;
            default:
                Add(entry, told);
                return true;
        }
    }

    /// <summary>Takes a row as an act of its own, whatever it is.</summary>
    public void Add(AuditEntry entry, AuditEvent? told)
    {
        var act = ActFacts.Of(entry, told);
        _new.Add(act);
        Counts.Add(act);
        if (entry.Kind is AuditKind.Intent or AuditKind.Change)
        {
            _known[(Key(entry.Request), entry.Kind)] = act;
        }
    }

    private void Touch(Act act)
    {
        if (!_new.Contains(act))
        {
            _changed.Add(act);
        }
    }

    private Act? Find(byte[] request, AuditKind kind)
    {
        var key = (Key(request), kind);
        if (!_known.TryGetValue(key, out var act) && find(request, kind) is { } stored)
        {
            _known[key] = act = stored;
        }

        return act;
    }

    private static UInt128 Key(byte[] request) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(request);
}
