using Polly;
using Polly.CircuitBreaker;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>Stops asking a platform that does not answer, so that its trouble does not become everybody's waiting.</summary>
internal sealed class RegistryBreaker
{
    /// <summary>How long the platform is left alone.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(15);

    private readonly ResiliencePipeline<RegistryAnswer> _pipeline;

    public RegistryBreaker(TimeProvider clock)
    {
        var builder = new ResiliencePipelineBuilder<RegistryAnswer> { TimeProvider = clock };
        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<RegistryAnswer>
        {
            FailureRatio = 0.5,
            MinimumThroughput = 10,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = Break,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is RegistryAnswer.Failed failed && IsTransport(failed.Failure)),
        });
        _pipeline = builder.Build();
    }

    /// <summary>Failures of the way to the platform; what the platform decided about us or the question does not open the breaker.</summary>
    public static bool IsTransport(RegistryFailure failure) =>
        failure is RegistryFailure.Timeout or RegistryFailure.Unreachable or RegistryFailure.HttpError or RegistryFailure.Unreadable;

    /// <summary>Runs a lookup, or answers <see cref="RegistryFailure.Suspended"/> without running it.</summary>
    public async Task<RegistryAnswer> RunAsync(Func<CancellationToken, Task<RegistryAnswer>> lookUp, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            var outcome = await _pipeline.ExecuteOutcomeAsync(
                static async (context, lookUp) =>
                {
                    try
                    {
                        return Outcome.FromResult(await lookUp(context.CancellationToken));
                    }
                    catch (OperationCanceledException e)
                    {
                        return Outcome.FromException<RegistryAnswer>(e);
                    }
                },
                context,
                lookUp);
            if (outcome.Exception is BrokenCircuitException)
            {
                return new RegistryAnswer.Failed(RegistryFailure.Suspended);
            }

            outcome.ThrowIfException();
            return outcome.Result!;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}
