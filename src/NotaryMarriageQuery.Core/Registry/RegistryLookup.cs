namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The calls of one lookup and what they amount to.</summary>
/// <remarks>
/// One business call; a second only after renewing a refused secret, or with the 15-digit form of a number under which nothing was
/// found. Nothing else is ever repeated: a repeat would be a disclosure that the evidence does not explain.
/// </remarks>
internal sealed class RegistryLookup(RegistryCalls calls, GatewayService service)
{
    /// <summary>Asks until there is an answer or the time is up.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up, which is not the platform's failure.</exception>
    public async Task<RegistryAnswer> AskAsync(
        string requestId, RegistryQuestion question, CancellationToken budget, CancellationToken cancellationToken)
    {
        var course = new RegistryCourse(requestId);
        RegistryAnswer answer;
        try
        {
            answer = await CallAsync(course, question, question.Id.Value, budget);
            if (answer is RegistryAnswer.NoRecord && question.Id.LegacyValue is { } legacy)
            {
                answer = await CallAsync(course, question, legacy, budget);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            answer = new RegistryAnswer.Failed(RegistryFailure.Timeout);
        }

        return answer with { Calls = course.Calls, ReplyNumber = course.ReplyNumber, ReplyBody = course.ReplyBody };
    }

    private Task<RegistryAnswer> CallAsync(RegistryCourse course, RegistryQuestion question, string idNumber, CancellationToken budget) => calls.RunAsync(
        course,
        service.Path,
        fields => service.AddFields(question, idNumber, fields),
        envelope => GatewayCodes.FailureOf(envelope.Code) is { } refused
            ? new RegistryAnswer.Failed(refused)
            : RecordReader.Read(envelope, service, record => service.Concerns(record, question.Id)),
        budget);
}
