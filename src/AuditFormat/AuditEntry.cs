namespace AuditFormat;

/// <summary>One row of the evidence (存证), exactly as it stands in the append-only table <c>audit_entry</c>.</summary>
/// <remarks>
/// Instants are microseconds since the Unix epoch (UTC) and integers on purpose: date types differ between databases in precision
/// and zone and would change the bytes that are hashed. Personal data stands only in <see cref="Detail"/>, encrypted.
/// </remarks>
public sealed record AuditEntry
{
    public const int OrganisationMaxLength = 32;
    public const int ActorMaxLength = 64;
    public const int CaseNumberMaxLength = 64;
    public const int DetailMaxLength = 2000;
    public const int RequestLength = 16;
    public const int SubjectLength = 16;
    public const int MacLength = 32;

    /// <summary>Writer number in the upper, sequence number (from 1, without gaps) in the lower 32 bits.</summary>
    public required long Id { get; init; }

    public required AuditKind Kind { get; init; }

    /// <summary>Wall clock, microseconds since the Unix epoch, UTC.</summary>
    public required long At { get; init; }

    /// <summary>Monotonic clock, microseconds since the writer started; a step of the wall clock shows against it.</summary>
    public required long Mono { get; init; }

    /// <summary>Request id (16 random bytes) that the rows of one act share; sent to the registry as <c>X-Request-Id</c>; zero without one.</summary>
    public required byte[] Request { get; init; }

    /// <summary>Code of the institution (机构代码) that acted, empty when unknown.</summary>
    public required string Organisation { get; init; }

    /// <summary>Account and person, <c>account/01</c>; empty when unknown.</summary>
    public required string Actor { get; init; }

    /// <summary>Acceptance number of the case (公证业务受理号), empty if none.</summary>
    public required string CaseNumber { get; init; }

    /// <summary>Blind index of the person looked up; null when the act concerns nobody.</summary>
    public required byte[]? Subject1 { get; init; }

    /// <summary>Blind index of a second person.</summary>
    public required byte[]? Subject2 { get; init; }

    public required AuditStatus Status { get; init; }

    /// <summary>Period (calendar year) of the key under which subjects and detail stand.</summary>
    public required int KeyId { get; init; }

    /// <summary>Key commitment and AES-256-GCM ciphertext of the event.</summary>
    public required byte[] Detail { get; init; }

    /// <summary>HMAC-SHA-256 over the previous row's MAC and this row's canonical form.</summary>
    public required byte[] Mac { get; init; }

    /// <summary>The wall clock as a UTC instant.</summary>
    public DateTime AtUtc => DateTime.UnixEpoch.AddTicks(At * TimeSpan.TicksPerMicrosecond);
}

/// <summary>What kind of act a row is evidence of. Numbers are stored and never change their meaning.</summary>
public enum AuditKind : short
{
    Start = 1,
    Stop = 2,
    Intent = 3,
    Outcome = 4,
    InDoubt = 5,
    Alarm = 6,
    Search = 7,
    Heartbeat = 8,
    KeyEvent = 9,
    Purge = 10,
    Login = 11,

    /// <summary>A lookup that the gate refused before the registry was asked.</summary>
    Refusal = 12,

    /// <summary>A kept answer or an entry of the log was shown.</summary>
    View = 13,

    /// <summary>A kept answer was shown for printing.</summary>
    Print = 14,

    /// <summary>An inspector uncovered a masked person, with a reason.</summary>
    Unmask = 15,

    /// <summary>A change to accounts, people, institutions, workstations, openings or cases is about to be made.</summary>
    Change = 16,

    /// <summary>What became of a change.</summary>
    ChangeOutcome = 17,

    /// <summary>A request of a signed-in person at the wrong place, without the right, or too often.</summary>
    AccessRefusal = 18,
}

/// <summary>How an act ended. Numbers are stored and never change their meaning.</summary>
public enum AuditStatus : short
{
    None = 0,
    Found = 1,
    NotFound = 2,
    Refused = 3,
    RegistryError = 4,
    Timeout = 5,
    Cancelled = 6,
    ReconciledSent = 7,
    ReconciledNotSent = 8,

    /// <summary>A change or a sign-in that was carried out.</summary>
    Done = 9,

    /// <summary>A change that was begun and failed.</summary>
    Failed = 10,

    /// <summary>A certificate check: what the booklet shows agrees with the registration.</summary>
    Agrees = 11,

    /// <summary>A certificate check: something that the booklet shows differs.</summary>
    Differs = 12,

    /// <summary>A certificate check: the booklet was voided by a reissue or a correction.</summary>
    Voided = 13,

    /// <summary>A certificate check: the marriage was divorced or annulled since.</summary>
    StatusChanged = 14,

    /// <summary>A certificate check: the registry has no booklet with this code.</summary>
    UnknownCode = 15,
}
