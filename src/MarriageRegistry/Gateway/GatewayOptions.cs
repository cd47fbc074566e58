using Microsoft.Extensions.Options;

namespace MarriageRegistry.Gateway;

/// <summary>Settings <c>Gateway:*</c>: who may ask, how much, and how far clocks may lie apart.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Gateway";
    public const int KeyMaxLength = 64;

    public IList<GatewayApplication> Applications { get; } = [];

    /// <summary>Largest difference between <c>requestTime</c> and our clock, in seconds, either way.</summary>
    public int ClockToleranceSeconds { get; set; } = 300;
}

/// <summary>An application that the platform has admitted.</summary>
public sealed class GatewayApplication
{
    public string Key { get; set; } = "";

    public string Secret { get; set; } = "";

    /// <summary>The province's application: it may search by less than name and number.</summary>
    public bool MaySearch { get; set; }

    /// <summary>The notary portal's own application: it may have certificates compared (E7).</summary>
    public bool MayCheckCertificates { get; set; }

    /// <summary>Answered business calls per day of China Standard Time.</summary>
    public int DailyQuota { get; set; }
}

public sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        if (options.ClockToleranceSeconds is < 1 or > 86_400)
        {
            return ValidateOptionsResult.Fail("Gateway:ClockToleranceSeconds must lie between 1 and 86400.");
        }

        if (options.Applications.Any(a => a.Key.Length is 0 or > GatewayOptions.KeyMaxLength || a.Secret.Length < 16 || a.DailyQuota < 1))
        {
            return ValidateOptionsResult.Fail("Every entry of Gateway:Applications needs Key (up to 64 characters), Secret (16 characters or more) and DailyQuota (1 or more).");
        }

        return options.Applications.DistinctBy(a => a.Key, StringComparer.Ordinal).Count() == options.Applications.Count
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Two entries of Gateway:Applications have the same Key.");
    }
}
