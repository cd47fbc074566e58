namespace NotaryMarriageQuery.Core.Audit;

/// <summary>The evidence cannot be written: no lookup, no answer, no change (C1). Pages answer 503.</summary>
public class EvidenceUnavailableException : Exception
{
    public EvidenceUnavailableException(string message)
        : base(message)
    {
    }

    public EvidenceUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public EvidenceUnavailableException()
    {
    }
}

/// <summary>Stored evidence contradicts what this process wrote.</summary>
public sealed class EvidenceConflictException : Exception
{
    public EvidenceConflictException(string message)
        : base(message)
    {
    }

    public EvidenceConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public EvidenceConflictException()
    {
    }
}
