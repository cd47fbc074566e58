using CivilIdentity;
using MarriageRegistry.Registrations;

namespace MarriageRegistry.Gateway;

/// <summary>One data-sharing service of the gateway: how it reads a question and how it words an answer.</summary>
internal abstract class SharedService
{
    /// <summary>The name in the journal.</summary>
    public abstract string Name { get; }

    /// <summary>Newer services also take the signing parameters from headers.</summary>
    public virtual bool SignatureInHeaders => false;

    /// <summary>True where the parameters may also come as a flat JSON object.</summary>
    public virtual bool TakesJson => false;

    /// <summary>False where the application was not admitted to this service (code 17).</summary>
    public virtual bool MayBeAskedBy(GatewayApplication application) => true;

    /// <summary>The question; null when a parameter is missing or malformed (code 01).</summary>
    public abstract SharedQuestion? Read(GatewayParameters parameters);

    public abstract Task WriteAsync(HttpResponse response, IReadOnlyList<MarriageRegistration> found, string answerId);

    /// <summary>The envelope says 00, its content says otherwise.</summary>
    public abstract Task WriteInnerFailureAsync(HttpResponse response);

    protected static RegistrationQuestion? Question(string? idNumber, string? name) =>
        idNumber is not null && IsIdNumber(idNumber) && PersonName.TryParse(name, out var parsed, out _)
            ? new RegistrationQuestion(idNumber, parsed.Key)
            : null;

    // Form only. A number with a wrong check digit is a fair question: old records hold such numbers.
    private static bool IsIdNumber(string text) => text.Length switch
    {
        15 => text.All(char.IsAsciiDigit),
        18 => text.AsSpan(0, 17).IndexOfAnyExceptInRange('0', '9') < 0 && (char.IsAsciiDigit(text[17]) || text[17] == 'X'),
        _ => false,
    };
}
