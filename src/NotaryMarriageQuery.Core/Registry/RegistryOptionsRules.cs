using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>What must be right before the program may start. Messages name settings, never their secret values.</summary>
internal sealed class RegistryOptionsRules : IValidateOptions<RegistryOptions>
{
    // A lookup that outlives its permit could reach the platform after the evidence says it no longer may.
    private static readonly int _longestTimeout = (int)Permit.Lifetime.TotalSeconds - 5;

    public ValidateOptionsResult Validate(string? name, RegistryOptions options)
    {
        var problems = new List<string>();
        if (!IsBaseUrl(options.BaseUrl))
        {
            problems.Add("Registry:BaseUrl 必须是完整的 http 或 https 地址，不含账号、参数和片段。");
        }

        Require(options.AppKey, nameof(options.AppKey));
        Require(options.AppSecret, nameof(options.AppSecret));
        Require(options.MaterialName, nameof(options.MaterialName));
        RequirePath(options.NationalPath, nameof(options.NationalPath));
        RequirePath(options.MarryInfoPath, nameof(options.MarryInfoPath));
        RequirePath(options.SearchPath, nameof(options.SearchPath));
        RequirePath(options.CertificatePath, nameof(options.CertificatePath));
        if (options.SearchAppKey.Length > 0)
        {
            Require(options.SearchAppSecret, nameof(options.SearchAppSecret));
        }

        if (options.SearchAppKey.Length > 0 && options.SearchAppKey == options.AppKey)
        {
            problems.Add("Registry:SearchAppKey 必须与 Registry:AppKey 不同。");
        }

        if (!Enum.IsDefined(options.Service))
        {
            problems.Add("Registry:Service 只能是 NationalVerification 或 MarryInfo。");
        }

        if (options.TimeoutSeconds < 1 || options.TimeoutSeconds > _longestTimeout)
        {
            problems.Add($"Registry:TimeoutSeconds 必须在 1 到 {_longestTimeout} 秒之间。");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Require(string value, string setting)
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                problems.Add($"Registry:{setting} 未填写。");
            }
        }

        void RequirePath(string value, string setting)
        {
            if (!value.StartsWith('/') || value.StartsWith("//", StringComparison.Ordinal) || value.AsSpan().ContainsAny("?# \\"))
            {
                problems.Add($"Registry:{setting} 必须是以 / 开头的路径，不含参数。");
            }
        }
    }

    private static bool IsBaseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url is { UserInfo: "", Query: "", Fragment: "" };
}
