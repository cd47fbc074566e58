using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;

namespace NotaryMarriageQuery.Tests.AuditFormat;

public sealed class CanonicalReadTests
{
    // Version 1 for ever, put together by hand from the description of the form (see docs/evidence-format.md).
    private const string Golden =
        "01" + "0000000100000002" + "0003" + "0102030405060708" + "1112131415161718"
        + "000102030405060708090a0b0c0d0e0f"
        + "00000002" + "7367"
        + "00000004" + "612f3031"
        + "00000009" + "283230323629" + "e7a4ba"
        + "00000010" + "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"
        + "ffffffff"
        + "0001" + "000007ea"
        + "00000003" + "c0c1c2"
        + "00000020" + "d0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeef";

    private static readonly byte[] _golden = Convert.FromHexString(Golden);

    [Fact]
    public void Read_Golden_GivesEveryColumn()
    {
        var row = CanonicalRow.Read(_golden);

        Assert.Equal((1L << 32) | 2, row.Id);
        Assert.Equal(AuditKind.Intent, row.Kind);
        Assert.Equal(0x0102030405060708, row.At);
        Assert.Equal(0x1112131415161718, row.Mono);
        Assert.Equal("000102030405060708090A0B0C0D0E0F", Convert.ToHexString(row.Request));
        Assert.Equal(("sg", "a/01", "(2026)示"), (row.Organisation, row.Actor, row.CaseNumber));
        Assert.Equal("A0A1A2A3A4A5A6A7A8A9AAABACADAEAF", Convert.ToHexString(row.Subject1!));
        Assert.Null(row.Subject2);
        Assert.Equal((AuditStatus.Found, 2026), (row.Status, row.KeyId));
        Assert.Equal("C0C1C2", Convert.ToHexString(row.Detail));
        Assert.Equal(_golden[^32..], row.Mac);
        Assert.Equal(_golden, CanonicalRow.Write(row, withMac: true));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([0, .. _golden])), Convert.ToHexStringLower(TreeHash.Leaf(_golden)));
    }

    [Fact]
    public void Read_AnyCutOrAddition_IsRefused()
    {
        for (var length = 0; length < _golden.Length; length++)
        {
            Refused(_golden[..length]);
        }

        Refused([.. _golden, 0]);
    }

    [Fact]
    public void Read_AnyByteChanged_IsRefusedOrReadsAsThatOtherRow()
    {
        for (var at = 0; at < _golden.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                byte[] changed = [.. _golden];
                changed[at] ^= (byte)(1 << bit);
                AssertStrict(changed);
            }
        }
    }

    [Theory]
    [InlineData("0000000161", "00000001ff")] // no UTF-8
    [InlineData("00000003e7a4ba", "00000003eda080")] // a surrogate
    [InlineData("0000000161", "00000002c1a1")] // a longer spelling of the same letter
    [InlineData("0000000161", "ffffffff")] // texts are never null
    public void Read_TextWithAnotherSpelling_IsRefused(string right, string wrong)
    {
        const string before = "0100000001000000020003010203040506070811121314151617180001020304050607080" + "90a0b0c0d0e0f";
        const string after = "0000000000000000" + "ffffffffffffffff" + "0001000007ea" + "00000000" + "00000020";
        var mac = new string('0', 64);
        Assert.NotNull(CanonicalRow.Read(Convert.FromHexString(before + right + after + mac)));
        Refused(Convert.FromHexString(before + wrong + after + mac));
    }

    [Fact]
    public void Read_ColumnsTooLong_AreRefused()
    {
        var row = SampleRows.One(1, AuditKind.View, 1);
        Accepted(row with { Organisation = new string('示', AuditEntry.OrganisationMaxLength) });
        Refused(Leaf(row with { Organisation = new string('示', AuditEntry.OrganisationMaxLength + 1) }));
        Refused(Leaf(row with { Actor = new string('a', AuditEntry.ActorMaxLength + 1) }));
        Refused(Leaf(row with { CaseNumber = new string('a', AuditEntry.CaseNumberMaxLength + 1) }));
        Accepted(row with { Detail = new byte[AuditEntry.DetailMaxLength] });
        Refused(Leaf(row with { Detail = new byte[AuditEntry.DetailMaxLength + 1] }));
        Refused(Leaf(row with { Subject1 = new byte[15] }));
        Refused(Leaf(row with { Mac = new byte[31] }));
    }

    [Fact]
    public void Read_AnyLegalRow_ComesBack()
    {
        var text = Gen.Elements("", "a", "示", "𠮷", "a\u0301", " ", "\uFEFFa");
        var rows =
            from texts in text.ArrayOf(3)
            from seed in Gen.Choose(0, int.MaxValue)
            from detail in Gen.Choose(0, AuditEntry.DetailMaxLength)
            select SampleRows.One(seed * 7L, (AuditKind)(seed % 20), seed % 1000) with
            {
                Organisation = texts[0],
                Actor = texts[1],
                CaseNumber = texts[2],
                Subject2 = seed % 2 == 0 ? null : new byte[16],
                Detail = new byte[detail],
            };
        Prop.ForAll(rows.ToArbitrary(), row =>
        {
            var leaf = Leaf(row);
            var facts = RowFacts.Read(leaf);
            return CanonicalRow.Write(CanonicalRow.Read(leaf), withMac: true).AsSpan().SequenceEqual(leaf)
                && facts.Id == row.Id && facts.Kind == row.Kind && facts.At == row.At && facts.Mono == row.Mono;
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>Either both readers refuse, or both read and the row is written back to the same bytes.</summary>
    internal static void AssertStrict(byte[] bytes)
    {
        AuditEntry? row = null;
        try
        {
            row = CanonicalRow.Read(bytes);
        }
        catch (FormatException)
        {
            Assert.Throws<FormatException>(() => RowFacts.Read(bytes));
        }

        if (row is not null)
        {
            Assert.Equal(bytes, CanonicalRow.Write(row, withMac: true));
            Assert.Equal(row.Id, RowFacts.Read(bytes).Id);
        }
    }

    private static byte[] Leaf(AuditEntry row) => CanonicalRow.Write(row, withMac: true);

    private static void Accepted(AuditEntry row) => Assert.Equal(Leaf(row), Leaf(CanonicalRow.Read(Leaf(row))));

    private static void Refused(byte[] bytes)
    {
        Assert.Throws<FormatException>(() => CanonicalRow.Read(bytes));
        Assert.Throws<FormatException>(() => RowFacts.Read(bytes));
    }
}
