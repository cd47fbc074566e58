using System.Security.Cryptography;
using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>Proof that the intent of one lookup, search or check is durable. The registry's adapters take nothing else.</summary>
/// <remarks>Only <see cref="AuditLog"/> makes one (a test keeps this); it works once, for one question, for 30 seconds.</remarks>
public sealed class Permit
{
    /// <summary>How long after the intent the registry may be asked.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly byte[] _questionDigest;
    private readonly TimeProvider _clock;
    private readonly long _issued;
    private int _used;
    private int _ended;

    internal Permit(AuditEntry intent, byte[] questionDigest, TimeProvider clock)
    {
        Intent = intent;
        _questionDigest = questionDigest;
        _clock = clock;
        _issued = clock.GetTimestamp();
    }

    /// <summary>The durable intent row.</summary>
    public AuditEntry Intent { get; }

    /// <summary>Request id, 32 lower-case hexadecimal digits, for the registry's own log.</summary>
    public string RequestId => Convert.ToHexStringLower(Intent.Request);

    /// <summary>Consumes the permit for a question.</summary>
    /// <exception cref="InvalidOperationException">Used before, too old, or made for another question.</exception>
    public void Use(RegistryQuestion question) => Use(question.Digest());

    /// <summary>Consumes the permit for a search.</summary>
    /// <exception cref="InvalidOperationException">Used before, too old, or made for something else.</exception>
    public void Use(RegistrySearch search) => Use(search.Digest());

    /// <summary>Consumes the permit for a certificate check.</summary>
    /// <exception cref="InvalidOperationException">Used before, too old, or made for something else.</exception>
    public void Use(CertificateQuestion question) => Use(question.Digest());

    /// <summary>Marks the outcome as written; a second outcome for one intent is a fault of the program.</summary>
    internal void End()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            throw new InvalidOperationException("The outcome of this permit was written before.");
        }
    }

    private void Use(byte[] digest)
    {
        if (!CryptographicOperations.FixedTimeEquals(_questionDigest, digest))
        {
            throw new InvalidOperationException("The permit was made for another question.");
        }

        if (_clock.GetElapsedTime(_issued) > Lifetime)
        {
            throw new InvalidOperationException("The permit is too old.");
        }

        if (Interlocked.Exchange(ref _used, 1) != 0)
        {
            throw new InvalidOperationException("The permit was used before.");
        }
    }
}
