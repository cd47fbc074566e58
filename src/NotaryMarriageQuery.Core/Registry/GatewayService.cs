using System.Globalization;
using System.Text.Json;
using CivilIdentity;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>One of the platform's marriage services: what it wants to be sent and how its records read.</summary>
internal abstract class GatewayService(TimeProvider clock)
{
    /// <summary>Path below the base address.</summary>
    public abstract string Path { get; }

    /// <summary>Form fields of a question, without key, signature and time.</summary>
    /// <param name="question">The question.</param>
    /// <param name="idNumber">The question's number in the form to be asked with, 18 or 15 characters.</param>
    /// <param name="fields">Where the fields are added.</param>
    public abstract void AddFields(RegistryQuestion question, string idNumber, ICollection<KeyValuePair<string, string>> fields);

    /// <summary>True for an object that is itself a record and not a wrapper around records.</summary>
    public abstract bool IsRecord(JsonElement element);

    /// <summary>Reads one record.</summary>
    /// <exception cref="JsonException">A field is not a text.</exception>
    /// <exception cref="InvalidOperationException">A text is not valid Unicode.</exception>
    public abstract RegistryRecord Map(JsonElement record);

    /// <summary>True when one of the two sides is this person, in whichever length the number is held.</summary>
    public bool Concerns(RegistryRecord record, ResidentId person) => IsNumberOf(record.Man, person) || IsNumberOf(record.Woman, person);

    /// <summary>Builds a side; a birth date that is not provided is read out of the number and marked as such.</summary>
    protected RegistryParty Party(string? name, string? idNumber, DateOnly? birthDate)
    {
        if (birthDate is not null || Parse(idNumber) is not { } id)
        {
            return new RegistryParty { Name = name, IdNumber = idNumber, BirthDate = birthDate };
        }

        return new RegistryParty { Name = name, IdNumber = idNumber, BirthDate = id.BirthDate, BirthDateIsDerived = true };
    }

    /// <summary>A day, of which only the first ten characters count: some replies add a time. Null when it is missing or no day.</summary>
    protected static DateOnly? Day(JsonElement record, string name)
    {
        if (JsonText.Provided(record, name) is not { } text)
        {
            return null;
        }

        var day = text.AsSpan(0, Math.Min(text.Length, 10));
        return DateOnly.TryParseExact(day, _dayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
    }

    private static readonly string[] _dayFormats = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd"];

    private bool IsNumberOf(RegistryParty party, ResidentId person) =>
        string.Equals(party.IdNumber, person.Value, StringComparison.Ordinal) || person.Equals(Parse(party.IdNumber));

    private ResidentId? Parse(string? idNumber) =>
        ResidentId.TryParse(idNumber, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1), out var id, out _) ? id : null;
}
