using System.Text.Json.Serialization;

namespace NotaryMarriageQuery.Core.Verifications;

/// <summary>Who asked, what, and with which papers.</summary>
public sealed record VerificationFacts
{
    public const int TextMaxLength = 500;

    /// <summary>The marriage registry (婚姻登记机关).</summary>
    public required string Registry { get; init; }

    /// <summary>The official who asked or came.</summary>
    public required string Asker { get; init; }

    public required string Question { get; init; }

    /// <summary>What was answered, in words; empty while nothing was.</summary>
    public string AnswerText { get; init; } = "";

    /// <summary>Number of the letter of introduction (介绍信), for a visit.</summary>
    public string IntroductionLetter { get; init; } = "";

    /// <summary>Number of the work card (工作证), for a visit.</summary>
    public string WorkCard { get; init; } = "";
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(VerificationFacts))]
internal sealed partial class VerificationJsonContext : JsonSerializerContext;
