using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Tests.CivilIdentity;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

public sealed class CanonicalRowTests
{
    // Version 1 for ever: put together by hand from the description of the form, not by the code under test.
    private const string GoldenWithoutMac =
        "01" + "0000000100000002" + "0003" + "0102030405060708" + "1112131415161718"
        + "000102030405060708090a0b0c0d0e0f"
        + "00000002" + "7367"
        + "00000004" + "612f3031"
        + "00000009" + "283230323629" + "e7a4ba"
        + "00000010" + "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"
        + "ffffffff"
        + "0001" + "000007ea"
        + "00000003" + "c0c1c2";

    private const string GoldenMac = "00000020" + "d0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeef";

    private static readonly AuditEntry _golden = new()
    {
        Id = (1L << 32) | 2,
        Kind = AuditKind.Intent,
        At = 0x0102030405060708,
        Mono = 0x1112131415161718,
        Request = Bytes(0x00, AuditEntry.RequestLength),
        Organisation = "sg",
        Actor = "a/01",
        CaseNumber = "(2026)示",
        Subject1 = Bytes(0xA0, AuditEntry.SubjectLength),
        Subject2 = null,
        Status = AuditStatus.Found,
        KeyId = 2026,
        Detail = Bytes(0xC0, 3),
        Mac = Bytes(0xD0, AuditEntry.MacLength),
    };

    // Few letters and short texts, so that rows nearly collide.
    private static readonly Gen<string> _text = Gen.Elements("", "a", "b", "ab", "aa", "示", "𠮷", "a\u0301");

    private static readonly Gen<byte[]?> _blob = Gen.Elements<byte[]?>(null, [], [0], [0, 0], [255, 255, 255, 255]);

    private static readonly Gen<AuditEntry> _row =
        from texts in _text.ArrayOf(3)
        from subjects in _blob.ArrayOf(2)
        from detail in _blob
        from numbers in Gen.Choose(0, 1).ArrayOf(4)
        select _golden with
        {
            Id = numbers[0],
            At = numbers[1],
            Mono = numbers[2],
            Status = (AuditStatus)numbers[3],
            Organisation = texts[0],
            Actor = texts[1],
            CaseNumber = texts[2],
            Subject1 = subjects[0],
            Subject2 = subjects[1],
            Detail = detail ?? [],
        };

    [Fact]
    public void Write_VersionOne_IsTheGoldenForm()
    {
        Convert.ToHexStringLower(CanonicalRow.Write(_golden, withMac: false)).ShouldBe(GoldenWithoutMac);
        Convert.ToHexStringLower(CanonicalRow.Write(_golden, withMac: true)).ShouldBe(GoldenWithoutMac + GoldenMac);
    }

    [Fact]
    public void Write_TwoRows_HaveTheSameBytesOnlyIfTheyAreTheSame()
    {
        var pairs = from first in _row from second in _row select (first, second);

        pairs.Holds(pair => Same(pair.first, pair.second) == Form(pair.first).SequenceEqual(Form(pair.second)));
    }

    [Fact]
    public void Write_TextShiftedBetweenFields_ChangesTheBytes()
    {
        var shifts =
            from text in Gen.Elements("示例公证处", "abcdef", "𠮷示例", "(2026)示受字第9001号")
            from one in Gen.Choose(0, text.Length)
            from other in Gen.Choose(0, text.Length)
            where !SplitsPair(text, one) && !SplitsPair(text, other)
            select (text, one, other);

        shifts.Holds(s => s.one == s.other == Split(s.text, s.one).SequenceEqual(Split(s.text, s.other)));
    }

    [Fact]
    public void Write_LoneSurrogate_IsRefused() =>
        Should.Throw<EncoderFallbackException>(() => CanonicalRow.Write(_golden with { Actor = "a\uD842" }, withMac: false));

    private static byte[] Form(AuditEntry row) => CanonicalRow.Write(row, withMac: true);

    private static byte[] Split(string text, int at) => Form(_golden with { Actor = text[..at], CaseNumber = text[at..] });

    private static bool SplitsPair(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]);

    private static bool Same(AuditEntry a, AuditEntry b) =>
        (a.Id, a.At, a.Mono, a.Status, a.Organisation, a.Actor, a.CaseNumber) == (b.Id, b.At, b.Mono, b.Status, b.Organisation, b.Actor, b.CaseNumber)
        && Same(a.Subject1, b.Subject1) && Same(a.Subject2, b.Subject2) && Same(a.Detail, b.Detail);

    private static bool Same(byte[]? a, byte[]? b) => a is null ? b is null : b is not null && a.SequenceEqual(b);

    private static byte[] Bytes(int first, int count) => [.. Enumerable.Range(first, count).Select(b => (byte)b)];
}
