using System.Collections.Concurrent;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>A form makes one lookup, however often and to however many instances it is sent.</summary>
/// <remarks>
/// Within a process it is enough to remember; that costs no write. Where several instances share the database they also agree there,
/// see <see cref="SharedForms"/>.
/// </remarks>
public sealed class LookUpForms(PortalDatabase database, AnswerStore answers, SharedForms shared)
{
    // A form that is sent twice at once (double click) is one lookup. What was asked before is found by its kept answer.
    private readonly ConcurrentDictionary<(Guid Session, Guid Form), Lazy<Task<LookUpOutcome>>> _underWay = new();

    /// <summary>Looks up once per form; whoever sends it again gets the same outcome.</summary>
    public async Task<LookUpOutcome> OnceAsync(Guid session, Guid form, Func<Task<LookUpOutcome>> lookUp)
    {
        if (answers.FindByForm(session, form) is { } earlier)
        {
            return earlier;
        }

        // Looked for again here: the first of two may have ended between the look above and the entry below.
        var mine = new Lazy<Task<LookUpOutcome>>(() => answers.FindByForm(session, form) is { } ended
            ? Task.FromResult<LookUpOutcome>(ended)
            : database.IsShared ? shared.OnceAsync(session, form, lookUp) : lookUp());
        var first = _underWay.GetOrAdd((session, form), mine);
        try
        {
            var outcome = await first.Value;
            if (first == mine && outcome is LookUpOutcome.Answered answered)
            {
                answers.RememberForm(session, form, answered);
            }

            return outcome;
        }
        finally
        {
            if (first == mine)
            {
                _underWay.TryRemove((session, form), out _);
            }
        }
    }
}
