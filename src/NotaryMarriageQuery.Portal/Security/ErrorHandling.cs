using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Data.Sqlite;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;

namespace NotaryMarriageQuery.Portal.Security;

/// <summary>Turns what was thrown into the status of the page that a person reads.</summary>
internal static class ErrorHandling
{
    private const int ConstraintViolated = 19;

    public static void Handle(IApplicationBuilder app) => app.Run(context =>
    {
        var error = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        context.Response.StatusCode = error switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            InvalidDataException => StatusCodes.Status400BadRequest,
            EvidenceStoppedException stopped => Tell(context, stopped.Problem),
            EvidenceUnavailableException => StatusCodes.Status503ServiceUnavailable,
            Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException => StatusCodes.Status409Conflict,

            // Two at the same moment: the database lets one through, the other reads that somebody was first.
            Microsoft.EntityFrameworkCore.DbUpdateException { InnerException: SqliteException { SqliteErrorCode: ConstraintViolated } } => StatusCodes.Status409Conflict,
            System.Data.Common.DbException or Microsoft.EntityFrameworkCore.DbUpdateException => StatusCodes.Status503ServiceUnavailable,
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
