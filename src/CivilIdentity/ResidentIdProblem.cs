namespace CivilIdentity;

/// <summary>Why a text is not a resident identity number this system can ask about, in the order in which it is found out.</summary>
public enum ResidentIdProblem
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>Nothing was entered, or only spaces and hyphens.</summary>
    Empty,

    /// <summary>Neither 15 nor 18 characters.</summary>
    Length,

    /// <summary>A character that cannot stand where it stands.</summary>
    Character,

    /// <summary>The birth date does not exist, or a 15-digit number uses a sequence once kept for people born before 1900.</summary>
    BirthDate,

    /// <summary>The birth date is after today.</summary>
    BirthDateInFuture,

    /// <summary>The person would be older than 130 years.</summary>
    TooOld,

    /// <summary>The last character does not fit the others (ISO 7064 MOD 11-2): most likely a typing error.</summary>
    CheckDigit,

    /// <summary>港澳台居民居住证: records lie outside the shared range (Z 八(七)).</summary>
    HongKongMacaoTaiwanPermit,

    /// <summary>外国人永久居留身份证, new or old form: records lie outside the shared range (Z 八(七)).</summary>
    ForeignPermanentResident,
}

/// <summary>Questions about a <see cref="ResidentIdProblem"/>.</summary>
public static class ResidentIdProblems
{
    /// <summary>True when the number may be right but its holder's registrations are not in the shared range (Z 八(七)).</summary>
    public static bool IsOutOfScope(this ResidentIdProblem problem) =>
        problem is ResidentIdProblem.HongKongMacaoTaiwanPermit or ResidentIdProblem.ForeignPermanentResident;
}
