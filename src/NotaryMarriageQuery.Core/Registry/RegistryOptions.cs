namespace NotaryMarriageQuery.Core.Registry;

/// <summary>How the civil-affairs platform is reached; section <c>Registry</c>. Checked when the program starts.</summary>
public sealed class RegistryOptions
{
    public const string Section = "Registry";

    /// <summary>Root of the gateway, with or without a path: provincial and city gateways differ in nothing else.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>应用标识 that the platform issued.</summary>
    public string AppKey { get; set; } = "";

    /// <summary>Secret of the application; comes from the secret store, never from a file under version control.</summary>
    public string AppSecret { get; set; } = "";

    /// <summary>应用标识 of the province, to which alone the platform offers the search (Z 八(四)); empty where it has not issued one.</summary>
    public string SearchAppKey { get; set; } = "";

    /// <summary>Secret of that application.</summary>
    public string SearchAppSecret { get; set; } = "";

    /// <summary>Path of the search.</summary>
    public string SearchPath { get; set; } = "/gateway/api/001003002/dataSharing/hyxxxzcx00000001.htm";

    /// <summary>Path of the certificate check, offered to the portal's application.</summary>
    public string CertificatePath { get; set; } = "/gateway/api/001003002/dataSharing/hyzewmhy00000001.htm";

    /// <summary>Which of the platform's two marriage services is asked.</summary>
    public RegistryServiceKind Service { get; set; } = RegistryServiceKind.NationalVerification;

    /// <summary>Seconds for a whole lookup: renewal of secrets, repeats and the 15-digit form included; 1 to 25.</summary>
    public int TimeoutSeconds { get; set; } = 8;

    /// <summary>Lower-cases key and secret before signing, as some gateways expect.</summary>
    public bool LowerCaseKeys { get; set; }

    /// <summary>Code of the government power item under which notaries ask (权力事项编码); empty until the province assigns one.</summary>
    public string PowerMatters { get; set; } = "";

    /// <summary>Code of its sub-item (权力事项子项编码).</summary>
    public string SubPowerMatters { get; set; } = "";

    /// <summary>Name of the paper that the lookup replaces.</summary>
    public string MaterialName { get; set; } = "婚姻登记信息";

    /// <summary>Path of the service with the national field set.</summary>
    public string NationalPath { get; set; } = "/gateway/api/001003002/dataSharing/hydjxxhy00000001.htm";

    /// <summary>Path of the provincial service.</summary>
    public string MarryInfoPath { get; set; } = "/gateway/api/marryInfo.htm";

    /// <summary>The same platform for the province's application.</summary>
    internal RegistryOptions ForSearch()
    {
        var options = (RegistryOptions)MemberwiseClone();
        (options.AppKey, options.AppSecret) = (SearchAppKey, SearchAppSecret);
        return options;
    }

    internal TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);
}

/// <summary>The platform's marriage services.</summary>
public enum RegistryServiceKind
{
    /// <summary>婚姻登记信息核验 with the national fields: the only one that returns everything of Z 二.</summary>
    NationalVerification = 0,

    /// <summary>marryInfo: without certificate number, birth dates and remark.</summary>
    MarryInfo = 1,
}
