using System.Text.Json.Serialization;

namespace NotaryMarriageQuery.Core.Assistance;

/// <summary>What an institution knows of the person to be searched for, and why it does not suffice.</summary>
public sealed record AssistanceFacts
{
    public const int ReasonMaxLength = 300;
    public const int ShortMaxLength = 60;

    /// <summary>Party of the case for whom the application is made.</summary>
    public required string PartyName { get; init; }

    /// <summary>Full name of the person to be searched for.</summary>
    public required string Name { get; init; }

    /// <summary>What that person is to the party: 本人, 父亲.</summary>
    public required string Relation { get; init; }

    /// <summary>Day (yyyy-MM-dd) or year of birth; empty when not known.</summary>
    public string Birth { get; init; } = "";

    public string SpouseName { get; init; } = "";

    /// <summary>Where the marriage may have been registered, in words.</summary>
    public string PlaceKnown { get; init; } = "";

    public int? FromYear { get; init; }

    public int? ToYear { get; init; }

    /// <summary>Why name and number cannot be given.</summary>
    public required string Reason { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(AssistanceFacts))]
internal sealed partial class AssistanceJsonContext : JsonSerializerContext;

/// <summary>Settings of assisted lookups (section <c>Assistance</c>).</summary>
public sealed class AssistanceOptions
{
    /// <summary>Days within which the province answers.</summary>
    public int AnswerWithinDays { get; set; } = 7;

    /// <summary>How long an answer waits, encrypted, for its confirmation and then for the applicant to open it.</summary>
    public TimeSpan UnopenedLifetime { get; set; } = TimeSpan.FromDays(10);

    /// <summary>How long the officer may choose among what a search found.</summary>
    public TimeSpan FoundLifetime { get; set; } = TimeSpan.FromMinutes(30);
}

/// <summary>What became of a step of an application.</summary>
public enum AssistanceOutcome
{
    Done,

    /// <summary>There is no such application, or not for this actor.</summary>
    NotFound,

    /// <summary>Somebody changed it meanwhile, or its state does not allow the step.</summary>
    Changed,

    /// <summary>Another person has to do it: whoever answered does not confirm, and only the officer in charge searches and answers.</summary>
    OtherPersonNeeded,

    /// <summary>What was found is no longer kept: search again.</summary>
    FoundIsGone,
}
