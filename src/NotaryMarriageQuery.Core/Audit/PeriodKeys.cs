using System.Security.Cryptography;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>The two keys of one period: blind index of persons, and encryption of details.</summary>
public sealed record PeriodKeys(byte[] IndexKey, byte[] EncryptionKey)
{
    internal static PeriodKeys From(byte[] root) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, root, 32, info: "idx"u8.ToArray()),
        HKDF.DeriveKey(HashAlgorithmName.SHA256, root, 32, info: "enc"u8.ToArray()));
}
