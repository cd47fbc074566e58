namespace NotaryMarriageQuery.Core.Registry;

/// <summary>Turns a successful reply into an answer about the person asked for.</summary>
internal static class RecordReader
{
    /// <summary>Found, NoRecord, or Failed with InnerFailure or Unreadable; never throws for what the reply holds.</summary>
    public static RegistryAnswer Read(GatewayEnvelope envelope, GatewayService service, Func<RegistryRecord, bool> concerns)
    {
        try
        {
            var list = RecordList.Find(envelope, service);
            if (list.Failure is { } failure)
            {
                return new RegistryAnswer.Failed(failure);
            }

            if (list.Records is not { Count: > 0 } found)
            {
                return new RegistryAnswer.NoRecord();
            }

            var records = new List<RegistryRecord>(found.Count);
            foreach (var element in found)
            {
                var record = service.Map(element);
                if (!concerns(record))
                {
                    // A reply about somebody else must not reach the page, not even in part.
                    return new RegistryAnswer.Failed(RegistryFailure.Unreadable);
                }

                records.Add(record);
            }

            // Stable: registrations of one day keep the platform's order; undated ones come last.
            return new RegistryAnswer.Found([.. records.OrderByDescending(r => r.RegisteredOn)]);
        }
        catch (Exception e) when (JsonText.IsUnreadable(e))
        {
            return new RegistryAnswer.Failed(RegistryFailure.Unreadable);
        }
    }
}
