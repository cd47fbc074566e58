using MarriageRegistry.Checks;
using MarriageRegistry.Journal;
using MarriageRegistry.Registrations;

namespace MarriageRegistry.Gateway;

/// <summary>A question from an admitted application, with the asker's own id of it when one was given.</summary>
internal sealed record AdmittedCall(GatewayApplication Application, SharedService Service, SharedQuestion Question, string? RequestId);

internal abstract record DeskOutcome
{
    public sealed record Answered(IReadOnlyList<MarriageRegistration> Found, string AnswerId) : DeskOutcome;

    /// <summary>A certificate was compared; no registration leaves the house.</summary>
    public sealed record Checked(CheckAnswer Answer, string AnswerId) : DeskOutcome;

    public sealed record QuotaUsedUp : DeskOutcome;

    /// <summary>A search fits more registrations than are told.</summary>
    public sealed record TooMany : DeskOutcome;
}

/// <summary>Answers an admitted call: quota, lookup, journal; what it returns is already in the journal.</summary>
internal sealed class LookupDesk(
    DailyQuota quota, RegistrationLookup lookup, RegistrationSearcher searcher, JournalledCheck checks, LookupJournal journal, TimeProvider clock)
{
    public async Task<DeskOutcome> AnswerAsync(AdmittedCall call)
    {
        if (quota.Take(call.Application) is not { } day)
        {
            return new DeskOutcome.QuotaUsedUp();
        }

        try
        {
            return call.Question switch
            {
                RegistrationQuestion question => await FoundAsync(call, lookup.Find(question), day),
                RegistrationSearch search => await FoundAsync(call, searcher.Find(search), day) is { Found.Count: <= RegistrationSearch.Most } found
                    ? found
                    : new DeskOutcome.TooMany(),
                CheckQuestion question => await CheckAsync(call, question, day),
                _ => throw new InvalidOperationException("A question of no known kind."),
            };
        }
        catch
        {
            quota.GiveBack(call.Application.Key, day);
            throw;
        }
    }

    private async Task<DeskOutcome.Answered> FoundAsync(AdmittedCall call, IReadOnlyList<MarriageRegistration> found, DateOnly day)
    {
        var answerId = GatewayWriting.NewId();
        await WriteAsync(call, answerId, found.Count, day);
        return new DeskOutcome.Answered(found, answerId);
    }

    private async Task<DeskOutcome.Checked> CheckAsync(AdmittedCall call, CheckQuestion question, DateOnly day)
    {
        var asker = new Asker(ScanClient.Gateway, call.Application.Key, Person: null, Ask: null);
        var (answer, answerId) = checks.Answer(asker, question.Code, question.Shown) ?? throw new InvalidOperationException("A gateway call has no ask that could repeat.");
        await WriteAsync(call, answerId, answer.Outcome == CheckOutcome.UnknownCode ? 0 : 1, day);
        return new DeskOutcome.Checked(answer, answerId);
    }

    private Task WriteAsync(AdmittedCall call, string answerId, int count, DateOnly day) => journal.WriteAsync(
        new AnsweredLookup
        {
            AnswerId = answerId,
            RequestId = call.RequestId,
            At = clock.GetUtcNow().UtcDateTime,
            Service = call.Service.Name,
            AppKey = call.Application.Key,
            LastFour = call.Question.LastFour,
            ResultCount = count,
        },
        day);
}
