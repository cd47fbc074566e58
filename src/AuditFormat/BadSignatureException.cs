namespace AuditFormat;

/// <summary>A well-formed note that the given key did not sign.</summary>
public sealed class BadSignatureException : Exception
{
    public BadSignatureException()
    {
    }

    public BadSignatureException(string message)
        : base(message)
    {
    }

    public BadSignatureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>True when a line claims to be this key's and is wrong (changed text or signature); false when no line is this key's (another key).</summary>
    public bool KeyMatched { get; init; }
}
