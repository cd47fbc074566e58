namespace MarriageRegistry.Registrations;

/// <summary>The kinds of registration that are shared (Z 三).</summary>
public enum RegistrationKind
{
    /// <summary>结婚登记.</summary>
    Marriage,

    /// <summary>离婚登记.</summary>
    Divorce,

    /// <summary>补发结婚证.</summary>
    ReissuedMarriageCertificate,

    /// <summary>补发离婚证.</summary>
    ReissuedDivorceCertificate,

    /// <summary>撤销婚姻.</summary>
    Annulment,
}

/// <summary>How each kind is written in the two interfaces: the national code (<c>op_type</c>) and the province's text (<c>businessType</c>).</summary>
public static class RegistrationKinds
{
    private static readonly (RegistrationKind Kind, string Code, string Text)[] _all =
    [
        (RegistrationKind.Marriage, "IA", "结婚登记"),
        (RegistrationKind.Divorce, "IB", "离婚登记"),
        (RegistrationKind.ReissuedMarriageCertificate, "ICA", "补发结婚证"),
        (RegistrationKind.ReissuedDivorceCertificate, "ICB", "补发离婚证"),
        (RegistrationKind.Annulment, "ID", "撤销婚姻"),
    ];

    /// <summary>The national code, for example <c>ICA</c>.</summary>
    public static string ToCode(this RegistrationKind kind) => Array.Find(_all, row => row.Kind == kind).Code;

    /// <summary>The province's text, for example <c>补发结婚证</c>.</summary>
    public static string ToText(this RegistrationKind kind) => Array.Find(_all, row => row.Kind == kind).Text;

    /// <summary>The kind of a stored code.</summary>
    /// <exception cref="FormatException">The code is not one of the five: the row was not written by this service.</exception>
    public static RegistrationKind FromCode(string code) =>
        Array.Find(_all, row => row.Code == code) is { Code: not null } row ? row.Kind : throw new FormatException($"Unknown kind of registration '{code}'.");
}
