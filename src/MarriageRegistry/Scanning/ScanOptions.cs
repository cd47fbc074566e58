using Microsoft.Extensions.Options;

namespace MarriageRegistry.Scanning;

/// <summary>Settings <c>Scan:*</c>: the identity provider of the one scan port (E5), and its limits. Without an authority the port is closed.</summary>
public sealed class ScanOptions
{
    public const string Section = "Scan";

    /// <summary>Address of the OpenID Connect provider that verifies real identities; empty: the port is closed.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>The values of <c>acr</c> that stand for a verified real identity; asked for in this order.</summary>
    public IList<string> AcceptedAssurance { get; } = [];

    /// <summary>Claim of the id token that holds the verified 公民身份号码.</summary>
    public string IdNumberClaim { get; set; } = "id_number";

    /// <summary>Key of the hashes under which persons stand in the journal, 32 characters or more. With another key nobody is recognised.</summary>
    public string PersonKey { get; set; } = "";

    /// <summary>How long an identification counts, in minutes, from the moment at which the provider made it.</summary>
    public int IdentityMinutes { get; set; } = 15;

    /// <summary>Answered scans of one person per day of China Standard Time.</summary>
    public int PerPersonAndDay { get; set; } = 30;

    /// <summary>Answered scans of one code within an hour.</summary>
    public int PerCodeAndHour { get; set; } = 20;

    /// <summary>Unknown codes of one person, within <see cref="LockHours"/>, from which on the person is locked.</summary>
    public int UnknownCodes { get; set; } = 10;

    public int LockHours { get; set; } = 24;
}

public sealed class ScanOptionsValidator : IValidateOptions<ScanOptions>
{
    public ValidateOptionsResult Validate(string? name, ScanOptions options)
    {
        if (new[] { options.IdentityMinutes, options.PerPersonAndDay, options.PerCodeAndHour, options.UnknownCodes, options.LockHours }.Any(n => n < 1))
        {
            return ValidateOptionsResult.Fail("IdentityMinutes, PerPersonAndDay, PerCodeAndHour, UnknownCodes and LockHours of Scan must be 1 or more.");
        }

        return options.Authority.Length == 0 || (options.ClientId.Length > 0 && options.AcceptedAssurance.Count > 0 && options.PersonKey.Length >= 32)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Scan:Authority needs ClientId, AcceptedAssurance (at least one) and PersonKey (32 characters or more) beside it.");
    }
}
