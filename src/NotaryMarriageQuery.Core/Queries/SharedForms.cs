using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>Lets one of several instances look up for a form; the others wait for its outcome and show that.</summary>
public sealed class SharedForms(
    PortalDatabase database,
    IDbContextFactory<PortalDbContext> contexts,
    IOptions<QueriesOptions> options,
    TimeProvider clock,
    ILogger<SharedForms> logger)
{
    /// <summary>Longer than any lookup takes (<see cref="Permit.Lifetime"/>): a claim without outcome after that is of a dead instance.</summary>
    public static readonly TimeSpan ClaimLifetime = Permit.Lifetime;

    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(75);

    /// <summary>Looks up, unless another instance does or did.</summary>
    /// <exception cref="EvidenceUnavailableException">The other instance could not write its evidence.</exception>
    public async Task<LookUpOutcome> OnceAsync(Guid session, Guid form, Func<Task<LookUpOutcome>> lookUp)
    {
        var claim = Guid.NewGuid();
        return await TryClaimAsync(session, form, claim)
            ? await RunAsync(session, form, claim, lookUp)
            : await WaitAsync(session, form);
    }

    /// <summary>Erases forms whose answers are erased, too.</summary>
    public async Task EraseExpiredAsync(CancellationToken cancellationToken)
    {
        var before = (clock.GetUtcNow() - options.Value.AnswerLifetime - ClaimLifetime).ToUnixMicroseconds();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.LookUpForms.Where(f => f.ClaimedAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<bool> TryClaimAsync(Guid session, Guid form, Guid claim)
    {
        var now = clock.GetUtcNow().ToUnixMicroseconds();
        await using var db = await contexts.CreateDbContextAsync();
        var seen = await db.LookUpForms.AsNoTracking().SingleOrDefaultAsync(f => f.SessionId == session && f.FormId == form);
        if (seen is null)
        {
            db.LookUpForms.Add(new LookUpForm { SessionId = session, FormId = form, Claim = claim, ClaimedAt = now });
            try
            {
                return await db.SaveChangesAsync() == 1;
            }
            catch (DbUpdateException e) when (e.InnerException is DbException inner && database.IsUniqueViolation(inner))
            {
                return false;
            }
        }

        // After a refusal or failure the form may be sent again; of two that send it, one finds the claim that it saw.
        return seen is { Outcome: not null, AnswerId: null }
            && await db.LookUpForms.Where(f => f.SessionId == session && f.FormId == form && f.Claim == seen.Claim).ExecuteUpdateAsync(
                s => s.SetProperty(f => f.Claim, claim).SetProperty(f => f.ClaimedAt, now).SetProperty(f => f.Outcome, (string?)null)) == 1;
    }

    private async Task<LookUpOutcome> RunAsync(Guid session, Guid form, Guid claim, Func<Task<LookUpOutcome>> lookUp)
    {
        LookUpOutcome outcome;
        try
        {
            outcome = await lookUp();
        }
        catch
        {
            await TryAsync(mine => mine.ExecuteDeleteAsync());
            throw;
        }

        var json = JsonSerializer.Serialize(outcome, OutcomeJsonContext.Default.LookUpOutcome);
        var answerId = (outcome as LookUpOutcome.Answered)?.Id;
        await TryAsync(mine => mine.ExecuteUpdateAsync(s => s.SetProperty(f => f.Outcome, json).SetProperty(f => f.AnswerId, answerId)));
        return outcome;

        // The lookup and its evidence are over. Where this fails, whoever waits is told after a while that the outcome is not known.
        async Task TryAsync(Func<IQueryable<LookUpForm>, Task<int>> change)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync();
                await change(db.LookUpForms.Where(f => f.SessionId == session && f.FormId == form && f.Claim == claim));
            }
            catch (DbException e)
            {
                logger.LogWarning("The end of a form could not be stored: {Error}", e.GetType().Name);
            }
        }
    }

    private async Task<LookUpOutcome> WaitAsync(Guid session, Guid form)
    {
        while (true)
        {
            await using (var db = await contexts.CreateDbContextAsync())
            {
                var seen = await db.LookUpForms.AsNoTracking().SingleOrDefaultAsync(f => f.SessionId == session && f.FormId == form)
                    ?? throw new EvidenceUnavailableException("Another instance could not look up for this form.");
                if (seen.Outcome is { } outcome)
                {
                    return JsonSerializer.Deserialize(outcome, OutcomeJsonContext.Default.LookUpOutcome)!;
                }

                if (seen.ClaimedAt < (clock.GetUtcNow() - ClaimLifetime).ToUnixMicroseconds())
                {
                    return new LookUpOutcome.InDoubt { AuditNumber = "" };
                }
            }

            await Task.Delay(_poll, clock);
        }
    }
}

[JsonSerializable(typeof(LookUpOutcome))]
internal sealed partial class OutcomeJsonContext : JsonSerializerContext;
