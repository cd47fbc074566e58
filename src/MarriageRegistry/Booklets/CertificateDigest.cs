using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MarriageRegistry.Registrations;

namespace MarriageRegistry.Booklets;

/// <summary>Digest of what a certificate certifies: it binds a booklet's code to the registration as it stood when the booklet was made (E1).</summary>
public static class CertificateDigest
{
    /// <summary>SHA-256 over the fields, each behind its length, so that no content can pass for another.</summary>
    public static byte[] Of(MarriageRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "marriage-certificate/1");
        Add(hash, registration.Kind.ToCode());
        Add(hash, registration.CertificateNumber);
        Add(hash, registration.OfficeCode);
        Add(hash, registration.OfficeName);
        Add(hash, Day(registration.RegisteredOn));
        Add(hash, registration.Remark);
        Add(hash, registration.Man);
        Add(hash, registration.Woman);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, RegisteredParty party)
    {
        Add(hash, party.Name);
        Add(hash, party.IdNumber);
        Add(hash, party.BirthDate is { } birth ? Day(birth) : null);
        Add(hash, party.Nation);
    }

    private static void Add(IncrementalHash hash, string? text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        hash.AppendData(length);
        hash.AppendData(Encoding.UTF8.GetBytes(text ?? ""));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
