namespace NotaryMarriageQuery.AuditVerifier;

/// <summary>What was handed in does not allow a verdict (exit code 2). The message is a Chinese sentence for the person at the screen.</summary>
public sealed class CannotDecideException : Exception
{
    public CannotDecideException()
    {
    }

    public CannotDecideException(string message)
        : base(message)
    {
    }

    public CannotDecideException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
