namespace NotaryMarriageQuery.Core.Registry;

/// <summary>One business call of an application, repeated once where the platform asks for a new secret.</summary>
internal sealed class RegistryCalls(GatewayClient client, GatewaySecrets secrets)
{
    /// <summary>Calls a service and reads its reply.</summary>
    /// <param name="course">What the lookup or search has done so far.</param>
    /// <param name="path">Path of the service.</param>
    /// <param name="addFields">Adds the fields of the question.</param>
    /// <param name="read">Reads the reply, whatever its code.</param>
    /// <param name="budget">Carries the time that is left.</param>
    /// <exception cref="OperationCanceledException">The time is up, or the caller gave up.</exception>
    public async Task<RegistryAnswer> RunAsync(
        RegistryCourse course, string path, Action<ICollection<KeyValuePair<string, string>>> addFields, Func<GatewayEnvelope, RegistryAnswer> read, CancellationToken budget)
    {
        while (true)
        {
            var (secret, failure) = await secrets.GetAsync(budget);
            if (secret is null)
            {
                return new RegistryAnswer.Failed(failure!.Value);
            }

            var fields = secrets.SignedFields(secret);
            addFields(fields);
            course.Begin();
            var reply = await client.PostAsync(path, fields, course.RequestId, budget);
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

            return read(envelope);
        }
    }
}

/// <summary>What one lookup or search has done so far.</summary>
internal sealed class RegistryCourse(string requestId)
{
    private bool _renewed;

    public string RequestId => requestId;

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
