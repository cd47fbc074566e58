using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The way to the platform's check: the portal's key, secrets, breaker and budget of time, one call.</summary>
internal sealed class CertificateRegistry(
    RegistryCalls calls, RegistryBreaker breaker, IOptions<RegistryOptions> options, TimeProvider clock, ILogger<CertificateRegistry> logger)
    : ICertificateRegistry
{
    private readonly RegistryOptions _options = options.Value;

    /// <inheritdoc />
    public async Task<RegistryAnswer> CheckAsync(Permit permit, CertificateQuestion question, CancellationToken cancellationToken)
    {
        permit.Use(question);
        var answer = await breaker.RunAsync(token => AskAsync(permit.RequestId, question, token), cancellationToken);
        if (answer is RegistryAnswer.Failed failed)
        {
            logger.LogWarning("Certificate check {RequestId} failed: {Failure}", permit.RequestId, failed.Failure);
        }

        return answer;
    }

    private async Task<RegistryAnswer> AskAsync(string requestId, CertificateQuestion question, CancellationToken cancellationToken)
    {
        using var budget = new CancellationTokenSource(_options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        var course = new RegistryCourse(requestId);
        RegistryAnswer answer;
        try
        {
            answer = await calls.RunAsync(course, _options.CertificatePath, question.AddFields, CertificateReader.Read, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            answer = new RegistryAnswer.Failed(RegistryFailure.Timeout);
        }

        return answer with { Calls = course.Calls, ReplyNumber = course.ReplyNumber, ReplyBody = course.ReplyBody };
    }
}
