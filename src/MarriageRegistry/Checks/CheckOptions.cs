using Microsoft.Extensions.Options;

namespace MarriageRegistry.Checks;

/// <summary>Settings <c>Checks:*</c>: the departments whose machines may have certificates compared (E7).</summary>
public sealed class CheckOptions
{
    public const string Section = "Checks";

    /// <summary>Shorter than the column, because the quota's key has a prefix.</summary>
    public const int KeyMaxLength = 50;

    public IList<CheckClient> Clients { get; } = [];

    /// <summary>Largest difference between <c>X-Timestamp</c> and our clock, in seconds, either way.</summary>
    public int ClockToleranceSeconds { get; set; } = 300;
}

/// <summary>A department's machine: real estate registration, housing fund.</summary>
public sealed class CheckClient
{
    public string Key { get; set; } = "";

    public string Secret { get; set; } = "";

    /// <summary>Answered checks per day of China Standard Time.</summary>
    public int DailyQuota { get; set; }

    /// <summary>Those of <see cref="CheckField.All"/> that it may have compared.</summary>
    public IList<string> Fields { get; } = [];

    internal string QuotaKey => "checks/" + Key;
}

public sealed class CheckOptionsValidator : IValidateOptions<CheckOptions>
{
    public ValidateOptionsResult Validate(string? name, CheckOptions options)
    {
        if (options.ClockToleranceSeconds is < 1 or > 3600)
        {
            return ValidateOptionsResult.Fail("Checks:ClockToleranceSeconds must lie between 1 and 3600.");
        }

        if (options.Clients.Any(c => c.Key.Length is 0 or > CheckOptions.KeyMaxLength || c.Secret.Length < 16 || c.DailyQuota < 1))
        {
            return ValidateOptionsResult.Fail("Every entry of Checks:Clients needs Key (up to 50 characters), Secret (16 characters or more) and DailyQuota (1 or more).");
        }

        if (options.Clients.Any(c => c.Fields.Count == 0 || c.Fields.Except(CheckField.All, StringComparer.Ordinal).Any()))
        {
            return ValidateOptionsResult.Fail($"Fields of an entry of Checks:Clients names what it may compare: {string.Join(", ", CheckField.All)}.");
        }

        return options.Clients.DistinctBy(c => c.Key, StringComparer.Ordinal).Count() == options.Clients.Count
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Two entries of Checks:Clients have the same Key.");
    }
}
