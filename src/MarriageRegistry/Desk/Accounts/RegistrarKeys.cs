using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace MarriageRegistry.Desk.Accounts;

/// <summary>Makes and checks what a registrar signs in with: a hashed password and a sealed key of one-time codes.</summary>
public sealed class RegistrarKeys(IDataProtectionProvider protection)
{
    private readonly PasswordHasher<Registrar> _hasher = new();
    private readonly IDataProtector _protector = protection.CreateProtector("registrar-code-key");

    /// <summary>A hash that no password has, so that an unknown account takes as long as a known one.</summary>
    private readonly string _nobody = new PasswordHasher<Registrar>().HashPassword(null!, Guid.NewGuid().ToString());

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    public bool IsPassword(Registrar? registrar, string password) =>
        _hasher.VerifyHashedPassword(null!, registrar?.PasswordHash ?? _nobody, password) != PasswordVerificationResult.Failed && registrar is not null;

    public byte[] Seal(byte[] key) => _protector.Protect(key);

    /// <exception cref="System.Security.Cryptography.CryptographicException">The folder of keys is not the one that sealed it.</exception>
    public byte[] Open(byte[] sealedKey) => _protector.Unprotect(sealedKey);
}
