namespace NotaryMarriageQuery.Core.Registry;

/// <summary>The gateway's codes that are known; the platform's full table is not public.</summary>
internal static class GatewayCodes
{
    public const string Success = "00";

    /// <summary>Signature or secret not accepted: 03 on token calls, 11 out of validity, 14 signature on business calls.</summary>
    public static bool AsksForRenewal(string code) => code is "03" or "11" or "14";

    /// <summary>The failure a code stands for, null for success. A code that is not in the table is never taken for an answer.</summary>
    public static RegistryFailure? FailureOf(string code) => code switch
    {
        Success => null,
        "18" => RegistryFailure.QuotaExceeded,
        _ => AsksForRenewal(code) ? RegistryFailure.NotAuthorised : RegistryFailure.UnknownCode,
    };
}
