using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Portal.Security;

/// <summary>Turns what was thrown into the status of the page that a person reads.</summary>
internal static class ErrorHandling
{
    public static void Handle(IApplicationBuilder app) => app.Run(context =>
    {
        var error = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var database = context.RequestServices.GetRequiredService<PortalDatabase>();
        context.Response.StatusCode = error switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            InvalidDataException => StatusCodes.Status400BadRequest,
            EvidenceStoppedException stopped => Tell(context, stopped.Problem),
            EvidenceUnavailableException => StatusCodes.Status503ServiceUnavailable,

            // The keys were replaced, and this instance was not given the new file.
            KeyFileException => StatusCodes.Status503ServiceUnavailable,
            DbUpdateConcurrencyException => StatusCodes.Status409Conflict,

            // Two at the same moment: the database lets one through, the other reads that somebody was first.
            DbUpdateException { InnerException: DbException violation } when database.IsUniqueViolation(violation) => StatusCodes.Status409Conflict,
            DbException or DbUpdateException => StatusCodes.Status503ServiceUnavailable,
            OperationCanceledException when context.RequestAborted.IsCancellationRequested => StatusCodes.Status499ClientClosedRequest,
            _ => StatusCodes.Status500InternalServerError,
        };
        return Task.CompletedTask;
    });

    // The page says why: what to do about a late seal is not what to do about a restored backup.
    private static int Tell(HttpContext context, SealingProblem problem)
    {
        context.Items[typeof(SealingProblem)] = problem;
        return StatusCodes.Status503ServiceUnavailable;
    }
}
