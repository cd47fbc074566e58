using MarriageRegistry.Booklets;
using MarriageRegistry.Checks;
using Microsoft.Extensions.Options;

namespace MarriageRegistry.Scanning;

/// <summary>A scan that a person asks for; <paramref name="Form"/> is the number of the form, which is good for one answer.</summary>
internal sealed record AskScan(ScanPerson Person, string Form, string Code, ShownCertificate Shown);

internal abstract record ScanOutcome
{
    public sealed record Answered(string AnswerId) : ScanOutcome;

    /// <summary>Refused, with the reason of the journal.</summary>
    public sealed record Refused(string Reason) : ScanOutcome;
}

/// <summary>The one port that reads codes (E5, E6): limits, check, journal, in this order and one scan at a time, so that a limit cannot be overrun.</summary>
public sealed class ScanPort(IOptions<ScanOptions> options, JournalledCheck checks, ScanJournal journal, TimeProvider clock)
{
    private static readonly TimeSpan _chinaStandardTime = TimeSpan.FromHours(8);

    private readonly Lock _turn = new();

    /// <exception cref="CheckFailedException">The registry cannot vouch for its record.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">Record or journal cannot be used; there is no answer.</exception>
    internal ScanOutcome Ask(AskScan ask)
    {
        var asker = new Asker(ScanClient.Port, Client: null, ask.Person.Reference, $"{ScanClient.Port}:{ask.Form}");
        BookletCode? code = BookletCode.TryParse(ask.Code, out var parsed) ? parsed : null;
        lock (_turn)
        {
            if (FindProblem(asker, code) is { } reason)
            {
                checks.Refuse(asker, code, reason);
                return new ScanOutcome.Refused(reason);
            }

            if (checks.Answer(asker, ask.Code, ask.Shown) is { } answered)
            {
                return new ScanOutcome.Answered(answered.AnswerId);
            }
        }

        throw new InvalidOperationException("A form was answered in another process: the scan port runs in one.");
    }

    private string? FindProblem(Asker asker, BookletCode? code)
    {
        if (journal.HasAnswered(asker.Ask!))
        {
            return ScanRefusal.Replayed;
        }

        var now = clock.GetUtcNow();
        var today = new DateTimeOffset(now.ToOffset(_chinaStandardTime).Date, _chinaStandardTime).UtcDateTime;
        var limits = options.Value;
        var counts = journal.Count(
            asker.Person!, code is { } known ? ScanJournal.HashOf(known) : null,
            today, now.UtcDateTime.AddHours(-limits.LockHours), now.UtcDateTime.AddHours(-1));
        return counts.Unknown >= limits.UnknownCodes ? ScanRefusal.Locked
            : counts.Today >= limits.PerPersonAndDay ? ScanRefusal.PersonLimit
            : counts.OfCode >= limits.PerCodeAndHour ? ScanRefusal.CodeLimit
            : null;
    }
}
