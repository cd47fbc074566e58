namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The calls of one lookup and what they amount to.</summary>
/// <remarks>
/// One business call; a second only after renewing a refused secret, or with the 15-digit form of a number under which nothing was
/// found. Nothing else is ever repeated: a repeat would be a disclosure that the evidence does not explain.
/// </remarks>
internal sealed class RegistryLookup(GatewayClient client, GatewaySecrets secrets, GatewayService service)
{
    /// <summary>Asks until there is an answer or the time is up.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up, which is not the platform's failure.</exception>
    public async Task<RegistryAnswer> AskAsync(
        string requestId, RegistryQuestion question, CancellationToken budget, CancellationToken cancellationToken)
    {
        var course = new Course(requestId, question);
        RegistryAnswer answer;
        try
        {
            answer = await CallAsync(course, question.Id.Value, budget);
            if (answer is RegistryAnswer.NoRecord && question.Id.LegacyValue is { } legacy)
            {
                answer = await CallAsync(course, legacy, budget);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            answer = new RegistryAnswer.Failed(RegistryFailure.Timeout);
        }

        return answer with { Calls = course.Calls, ReplyNumber = course.ReplyNumber, ReplyBody = course.ReplyBody };
    }

    private async Task<RegistryAnswer> CallAsync(Course course, string idNumber, CancellationToken budget)
    {
        while (true)
        {
            var (secret, failure) = await secrets.GetAsync(budget);
            if (secret is null)
            {
                return new RegistryAnswer.Failed(failure!.Value);
            }

            var fields = secrets.SignedFields(secret);
            service.AddFields(course.Question, idNumber, fields);
            course.Begin();
            var reply = await client.PostAsync(service.Path, fields, course.RequestId, budget);
            course.ReplyBody = reply.Body;
            if (reply.Failure is { } broken)
            {
                return new RegistryAnswer.Failed(broken);
            }

            if (!GatewayEnvelope.TryRead(reply.Body, out var envelope))
            {
                return new RegistryAnswer.Failed(RegistryFailure.Unreadable);
            }

            course.ReplyNumber = envelope.ReplyNumber;
            if (GatewayCodes.AsksForRenewal(envelope.Code))
            {
                secrets.Invalidate(secret);
                if (course.MayRenew())
                {
                    continue;
                }
            }

            return GatewayCodes.FailureOf(envelope.Code) is { } refused
                ? new RegistryAnswer.Failed(refused)
                : RecordReader.Read(envelope, service, course.Question.Id);
        }
    }

    /// <summary>What one lookup has done so far.</summary>
    private sealed class Course(string requestId, RegistryQuestion question)
    {
        private bool _renewed;

        public string RequestId => requestId;

        public RegistryQuestion Question => question;

        public int Calls { get; private set; }

        public string ReplyNumber { get; set; } = "";

        public byte[] ReplyBody { get; set; } = [];

        /// <summary>Counts a business call; from here an earlier reply is no longer the last one.</summary>
        public void Begin()
        {
            Calls++;
            (ReplyNumber, ReplyBody) = ("", []);
        }

        /// <summary>True once per lookup.</summary>
        public bool MayRenew()
        {
            var may = !_renewed;
            _renewed = true;
            return may;
        }
    }
}
