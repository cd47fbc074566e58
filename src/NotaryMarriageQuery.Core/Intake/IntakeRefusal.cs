namespace NotaryMarriageQuery.Core.Intake;

/// <summary>Why a call of an institution's server was refused. Stored by name in the evidence and sent as a code; never renamed.</summary>
public enum IntakeRefusal
{
    /// <summary>A header is missing or stands there twice.</summary>
    HeadersMissing = 1,

    /// <summary>No notary institution has this code.</summary>
    InstitutionUnknown = 2,

    /// <summary>The province has not issued a secret to the institution.</summary>
    SecretMissing = 3,

    /// <summary>The call came from elsewhere than the registered address of the institution's server.</summary>
    AddressNotRegistered = 4,

    /// <summary>The timestamp is no number of seconds.</summary>
    TimestampInvalid = 5,

    /// <summary>The timestamp is more than five minutes off.</summary>
    ClockOff = 6,

    /// <summary>The nonce is too short, too long, or holds other than printable ASCII characters.</summary>
    NonceInvalid = 7,

    /// <summary>The signature does not fit.</summary>
    SignatureWrong = 8,

    /// <summary>The nonce was used before: a replayed call.</summary>
    NonceUsed = 9,

    /// <summary>Too many calls within a minute.</summary>
    TooOften = 10,

    /// <summary>More bytes than a call may bring.</summary>
    BodyTooLarge = 11,

    /// <summary>The body is not the JSON that the call needs.</summary>
    BodyInvalid = 12,

    /// <summary>More cases than a call may bring.</summary>
    TooManyCases = 13,

    /// <summary>The method is not POST.</summary>
    MethodNotAllowed = 14,

    /// <summary>The body ended early or came too slowly.</summary>
    BodyIncomplete = 15,

    /// <summary>Too much is under way; nothing was read.</summary>
    Busy = 16,

    /// <summary>Evidence or database cannot be written.</summary>
    Unavailable = 17,
}
