using CivilIdentity;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace NotaryMarriageQuery.Tests.CivilIdentity;

/// <summary>What must hold for every number, not only for the ones somebody thought of.</summary>
public sealed class ResidentIdProperties
{
    private static readonly string[] _noise =
        [" ", "\u3000", "\u00A0", "\u200B", "\u200F", "\u202E", "\uFEFF", "-", "\u2013", "－", "\t", "\r\n"];

    [Fact]
    public void TryParse_AnyValidNumber_KeepsIt() =>
        FictionalNumbers.Valid.Holds(number => Parse(number) is { } id && id.Value == number && id.Masked[6..14] == "********");

    [Fact]
    public void TryParse_AnySingleWrongCharacter_IsRefused()
    {
        var wrong =
            from number in FictionalNumbers.Valid
            from position in Gen.Choose(0, 17)
            from replacement in Gen.Elements("0123456789X".ToCharArray())
            where number[position] != replacement
            select $"{number[..position]}{replacement}{number[(position + 1)..]}";

        wrong.Holds(number => !ResidentId.TryParse(number, FictionalNumbers.Today, out var id, out var problem)
            && id is null && problem is not (ResidentIdProblem.None or ResidentIdProblem.Empty or ResidentIdProblem.Length));
    }

    [Fact]
    public void TryParse_AnyNeighboursSwapped_IsRefused()
    {
        var swapped =
            from number in FictionalNumbers.Valid
            from position in Gen.Choose(0, 16)
            where number[position] != number[position + 1]
            select $"{number[..position]}{number[position + 1]}{number[position]}{number[(position + 2)..]}";

        swapped.Holds(number => Parse(number) is null);
    }

    [Fact]
    public void LegacyValue_AnyNumberThatHasOne_LeadsBack() => FictionalNumbers.ValidWithLegacyForm.Holds(number =>
        Parse(number)!.LegacyValue is { Length: 15 } legacy && Parse(legacy) is { WasLegacy: true } back
            && back.Value == number && back.Equals(Parse(number)) && ResidentId.Mask(legacy)[6..12] == "******");

    [Fact]
    public void TryParse_AnyNumberWithNoise_EqualsTheStrictOne()
    {
        var noisy =
            from number in FictionalNumbers.Valid
            from noise in Gen.Elements(_noise).ArrayOf(18)
            from widen in Gen.Elements(true, false).ArrayOf(18)
            select (number, text: string.Concat(number.Select((c, i) => $"{noise[i]}{(widen[i] ? (char)(c + 0xFEE0) : char.ToLowerInvariant(c))}")));

        noisy.Holds(pair => Equals(Parse(pair.text), Parse(pair.number)) && Parse(pair.text)!.Value == pair.number);
    }

    [Fact]
    public void TryParse_HostileText_NeverThrows() => FictionalNumbers.HostileText.Holds(text =>
    {
        var parsed = ResidentId.TryParse(text, FictionalNumbers.Today, out var id, out var problem);
        return parsed == (problem == ResidentIdProblem.None) && parsed == (id is not null) && ResidentId.Mask(text).Length <= 18;
    });

    [Fact]
    public void Compact_HostileText_IsIdempotent() => FictionalNumbers.HostileText.Holds(text =>
        ForgivingInput.Compact(text, 64) is { } once && ForgivingInput.Compact(once, 64) == once);

    [Fact]
    public void Compact_TextLongerThanAllowed_IsNull()
    {
        ForgivingInput.Compact("1234", 3).ShouldBeNull();
        ForgivingInput.Compact("1 2-3", 3).ShouldBe("123");
        ForgivingInput.Compact("1", -1).ShouldBeNull();
        ForgivingInput.Compact(new string(' ', 1 << 20), int.MaxValue).ShouldBeNull();
        ForgivingInput.Compact(null, 3).ShouldBe("");
    }

    private static ResidentId? Parse(string text) => ResidentId.TryParse(text, FictionalNumbers.Today, out var id, out _) ? id : null;
}
