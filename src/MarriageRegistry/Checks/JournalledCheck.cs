using MarriageRegistry.Booklets;

namespace MarriageRegistry.Checks;

/// <summary>Who asks, and by what this ask is told from every other; <see cref="Ask"/> null where nothing would be answered twice.</summary>
internal sealed record Asker(string Kind, string? Client, string? Person, string? Ask);

/// <summary>Makes the lines of the journal, and the checks that they stand for; what is returned is already in the journal.</summary>
public sealed class JournalledCheck(CertificateChecker checker, ScanJournal journal, TimeProvider clock, ILogger<JournalledCheck> logger)
{
    private readonly AnonymousLines _anonymous = new(logger);

    /// <summary>Checks a code that may be no code at all; null when this ask was answered before.</summary>
    /// <exception cref="CheckFailedException">The registry cannot vouch for its record; the journal says so.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">Record or journal cannot be used; there is no answer.</exception>
    internal (CheckAnswer Answer, string AnswerId)? Answer(Asker asker, string codeText, ShownCertificate shown, (string Key, DateOnly Day)? quota = null)
    {
        var isCode = BookletCode.TryParse(codeText, out var code);
        CheckAnswer answer;
        try
        {
            answer = isCode ? checker.Check(code, shown) : CheckAnswer.Unknown;
        }
        catch (CheckFailedException exception)
        {
            logger.LogError("{Problem}", exception.Message);
            journal.TryWrite(Line(asker, isCode ? code : null, Scan.Unavailable));
            throw;
        }

        var answerId = Guid.NewGuid().ToString("N");
        var line = new Scan
        {
            At = clock.GetUtcNow().UtcDateTime,
            ClientKind = asker.Kind,
            Client = asker.Client,
            Person = asker.Person,
            CodeHash = isCode ? ScanJournal.HashOf(code) : null,
            Outcome = answer.Outcome.ToWord(),
            Differing = answer.DifferingFields.Count == 0 ? null : string.Join(',', answer.DifferingFields),
            VoidedBy = answer.VoidedBy,
            Status = answer.Status,
            AnswerId = answerId,
            Ask = asker.Ask,
        };
        return journal.TryWrite(line, quota) ? (answer, answerId) : null;
    }

    /// <summary>Keeps that a check was refused. Lines about nobody in particular cost their sender nothing: so many a minute are kept, of the rest the log says that there were some.</summary>
    internal void Refuse(Asker asker, BookletCode? code, string reason)
    {
        if (asker is { Person: null, Client: null } && !_anonymous.TryTake(clock.GetUtcNow()))
        {
            return;
        }

        journal.TryWrite(Line(asker with { Ask = null }, code, Scan.Refused, reason));
    }

    private Scan Line(Asker asker, BookletCode? code, string outcome, string? reason = null) => new()
    {
        At = clock.GetUtcNow().UtcDateTime,
        ClientKind = asker.Kind,
        Client = asker.Client,
        Person = asker.Person,
        CodeHash = code is { } known ? ScanJournal.HashOf(known) : null,
        Outcome = outcome,
        Reason = reason,
        Ask = asker.Ask,
    };
}

/// <summary>How many lines about unknown askers the journal takes in a minute: an attacker must not fill the disk.</summary>
internal sealed class AnonymousLines(ILogger logger)
{
    private const int PerMinute = 300;

    private readonly Lock _lock = new();
    private DateTimeOffset _until;
    private int _taken;

    public bool TryTake(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (now >= _until)
            {
                (_until, _taken) = (now.AddMinutes(1), 0);
            }

            if (_taken == PerMinute)
            {
                logger.LogWarning("More than {Count} refusals of unknown askers in a minute: the further ones of this minute are not in the journal", PerMinute);
            }

            return _taken++ < PerMinute;
        }
    }
}
