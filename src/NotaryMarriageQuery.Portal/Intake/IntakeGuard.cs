using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Intake;

namespace NotaryMarriageQuery.Portal.Intake;

/// <summary>Runs one call: not too many at once, and whatever is thrown becomes JSON, where a page would be shown to a person.</summary>
internal static class IntakeGuard
{
    // Each may hold a body of 16 MiB; the database takes one after the other anyway.
    private static readonly SemaphoreSlim _places = new(8, 8);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(HttpContext context, Func<Task<IntakeAnswer>> serve)
    {
        // The answer has its own body also when its status is an error.
        context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        try
        {
            await IntakeEndpoints.WriteAsync(context, await InTurnAsync(serve, context.RequestAborted));
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever called is gone. What was stored is stored, and is unchanged when it comes again.
        }
        catch (BadHttpRequestException e)
        {
            var refusal = e.StatusCode == StatusCodes.Status413PayloadTooLarge ? IntakeRefusal.BodyTooLarge : IntakeRefusal.BodyIncomplete;
            await IntakeEndpoints.WriteAsync(context, refusal);
        }
        catch (Exception e) when (e is EvidenceUnavailableException or DbException or DbUpdateException)
        {
            await IntakeEndpoints.WriteAsync(context, IntakeRefusal.Unavailable);
        }
    }

    private static async Task<IntakeAnswer> InTurnAsync(Func<Task<IntakeAnswer>> serve, CancellationToken cancellationToken)
    {
        if (!await _places.WaitAsync(_patience, cancellationToken))
        {
            return IntakeRefusal.Busy;
        }

        try
        {
            return await serve();
        }
        finally
        {
            _places.Release();
        }
    }
}
