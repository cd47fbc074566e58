using MarriageRegistry.Journal;
using MarriageRegistry.Registrations;

namespace MarriageRegistry.Gateway;

/// <summary>A question from an admitted application, with the asker's own id of it when one was given.</summary>
internal sealed record AdmittedCall(GatewayApplication Application, SharedService Service, SharedQuestion Question, string? RequestId);

internal abstract record DeskOutcome
{
    public sealed record Answered(IReadOnlyList<MarriageRegistration> Found, string AnswerId) : DeskOutcome;

    public sealed record QuotaUsedUp : DeskOutcome;

    /// <summary>A search fits more registrations than are told.</summary>
    public sealed record TooMany : DeskOutcome;
}

/// <summary>Answers an admitted call: quota, lookup, journal; what it returns is already in the journal.</summary>
internal sealed class LookupDesk(DailyQuota quota, RegistrationLookup lookup, RegistrationSearcher searcher, LookupJournal journal, TimeProvider clock)
{
    public async Task<DeskOutcome> AnswerAsync(AdmittedCall call)
    {
        if (quota.Take(call.Application) is not { } day)
        {
            return new DeskOutcome.QuotaUsedUp();
        }

        try
        {
            var found = call.Question switch
            {
                RegistrationQuestion question => lookup.Find(question),
                RegistrationSearch search => searcher.Find(search),
                _ => throw new InvalidOperationException("A question of no known kind."),
            };
            var answerId = GatewayWriting.NewId();
            await journal.WriteAsync(
                new AnsweredLookup
                {
                    AnswerId = answerId,
                    RequestId = call.RequestId,
                    At = clock.GetUtcNow().UtcDateTime,
                    Service = call.Service.Name,
                    AppKey = call.Application.Key,
                    LastFour = call.Question.LastFour,
                    ResultCount = found.Count,
                },
                day);
            return call.Question is RegistrationSearch && found.Count > RegistrationSearch.Most
                ? new DeskOutcome.TooMany()
                : new DeskOutcome.Answered(found, answerId);
        }
        catch
        {
            quota.GiveBack(call.Application, day);
            throw;
        }
    }
}
