using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>A person signed in with both factors.</summary>
public sealed record SignInSucceeded : AuditEvent
{
    public required Guid Session { get; init; }
}

/// <summary>A sign-in was refused; the person was told nothing but one common sentence.</summary>
public sealed record SignInFailed : AuditEvent
{
    public required SignInProblem Problem { get; init; }

    /// <summary>The account as typed, shortened; it need not exist.</summary>
    public required string Account { get; init; }
}

/// <summary>A session ended by sign-out.</summary>
public sealed record SignedOut : AuditEvent
{
    public required Guid Session { get; init; }
}

/// <summary>A signed-in person asked for a page at the wrong place or without the right.</summary>
public sealed record AccessRefused : AuditEvent
{
    public required AccessProblem Problem { get; init; }

    /// <summary>Route template of the page, never the address with its values.</summary>
    public required string Page { get; init; }
}

/// <summary>Why a sign-in was refused.</summary>
public enum SignInProblem
{
    UnknownAccount = 1,
    WrongPassword = 2,
    LockedOut = 3,
    AccountNotActive = 4,
    WorkstationNotRegistered = 5,
    OneTimePasswordExpired = 6,
    UnknownPerson = 7,
    PersonNotActive = 8,
    WrongCode = 9,
    UsedCode = 10,
    PersonLockedOut = 11,
}

/// <summary>Why a request of a signed-in person was refused.</summary>
public enum AccessProblem
{
    WorkstationNotRegistered = 1,
    WorkstationChanged = 2,
    RoleNotAllowed = 3,
    TooManyRequests = 4,

    /// <summary>Somebody tried to confirm what they had asked for themselves.</summary>
    OwnRequest = 5,
}
