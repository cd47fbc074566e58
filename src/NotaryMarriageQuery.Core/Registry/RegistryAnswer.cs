namespace NotaryMarriageQuery.Core.Registry;

/// <summary>What came of asking the registry. Three things that must never be confused: found, no record, failed.</summary>
public abstract record RegistryAnswer
{
    /// <summary>Business calls made for this answer.</summary>
    public int Calls { get; init; }

    /// <summary>The registry's number of its (last) reply, empty when there was none.</summary>
    public string ReplyNumber { get; init; } = "";

    /// <summary>Bytes of the (last) reply's body, for the digest in the evidence; empty when there was none.</summary>
    public ReadOnlyMemory<byte> ReplyBody { get; init; }

    /// <summary>The registry holds these records, newest first.</summary>
    public sealed record Found(IReadOnlyList<RegistryRecord> Records) : RegistryAnswer;

    /// <summary>The registry answered that its shared range holds no record of the person.</summary>
    public sealed record NoRecord : RegistryAnswer;

    /// <summary>No answer was obtained. Never to be shown as "no record".</summary>
    public sealed record Failed(RegistryFailure Failure) : RegistryAnswer;
}

/// <summary>Why no answer was obtained.</summary>
public enum RegistryFailure
{
    /// <summary>The platform did not answer in time.</summary>
    Timeout = 1,

    /// <summary>The platform could not be reached.</summary>
    Unreachable = 2,

    /// <summary>The platform answered with an HTTP error.</summary>
    HttpError = 3,

    /// <summary>The reply was not JSON or not of the agreed shape.</summary>
    Unreadable = 4,

    /// <summary>The platform refused our key, secret or signature (codes 03, 11, 14) also after renewal.</summary>
    NotAuthorised = 5,

    /// <summary>The day's quota of calls is used up (code 18).</summary>
    QuotaExceeded = 6,

    /// <summary>The outer code said success, the inner result did not.</summary>
    InnerFailure = 7,

    /// <summary>The platform answered with a code that is not in our table.</summary>
    UnknownCode = 8,

    /// <summary>After repeated failures the platform is not asked for a short while.</summary>
    Suspended = 9,

    /// <summary>A search fits more registrations than the platform tells (code 19).</summary>
    TooBroad = 10,

    /// <summary>No key for searches is set up (<c>Registry:SearchAppKey</c>).</summary>
    NotConfigured = 11,
}
