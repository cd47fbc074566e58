using System.Security.Cryptography;
using System.Text;
using FsCheck.Fluent;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Tests.CivilIdentity;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

public sealed class CipherTests
{
    private static readonly PeriodKeys _keys = PeriodKeys.From(new byte[32]);
    private static readonly PeriodKeys _otherKeys = PeriodKeys.From([.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly byte[] _plaintext = Encoding.UTF8.GetBytes("示例一 339999199001010013");

    [Fact]
    public void RowCipher_SameRow_OpensAndHidesTheText()
    {
        var row = SealedRow();

        RowCipher.Open(_keys, row).ShouldBe(_plaintext);
        row.Detail.AsSpan().IndexOf("3399991990"u8).ShouldBe(-1);
        row.Detail.Length.ShouldBe(_plaintext.Length + RowCipher.Overhead);
    }

    [Fact]
    public void RowCipher_MovedToAnotherRow_IsRefused()
    {
        var row = SealedRow();

        Should.Throw<CryptographicException>(() => RowCipher.Open(_keys, row with { Id = row.Id + 1 }));
        Should.Throw<CryptographicException>(() => RowCipher.Open(_keys, row with { Kind = AuditKind.Outcome }));
        Should.Throw<CryptographicException>(() => RowCipher.Open(_keys, row with { Request = RandomNumberGenerator.GetBytes(16) }));
        Should.Throw<CryptographicException>(() => RowCipher.Open(_keys, row with { KeyId = row.KeyId + 1 }));
    }

    [Fact]
    public void RowCipher_OtherKey_FailsAtTheCommitmentAlready() =>
        Should.Throw<CryptographicException>(() => RowCipher.Open(_otherKeys, SealedRow())).Message.ShouldContain("does not belong");

    [Fact]
    public void RowCipher_AnyByteChanged_IsRefused()
    {
        var row = SealedRow();
        for (var i = 0; i < row.Detail.Length; i++)
        {
            var damaged = (byte[])row.Detail.Clone();
            damaged[i] ^= 1;
            Should.Throw<CryptographicException>(() => RowCipher.Open(_keys, row with { Detail = damaged }), $"byte {i}");
        }

        Should.Throw<CryptographicException>(() => RowCipher.Open(_keys, row with { Detail = row.Detail[..(RowCipher.Overhead - 1)] }));
        Should.Throw<CryptographicException>(() => RowCipher.Open(_keys, row with { Detail = [] }));
    }

    [Fact]
    public void Subject_OnePerson_IsEqualWithinAPeriodAndDifferentAcross()
    {
        const string person = "339999199001010013";

        RowCipher.Subject(_keys, person).ShouldBe(RowCipher.Subject(_keys, person));
        RowCipher.Subject(_keys, person).ShouldNotBe(RowCipher.Subject(_otherKeys, person));
        RowCipher.Subject(_keys, person).ShouldNotBe(RowCipher.Subject(_keys, "339999199202020023"));
        RowCipher.Subject(_keys, person).Length.ShouldBe(AuditEntry.SubjectLength);
        using var sealer = new RowSealer(_keys);
        sealer.Subject("339999199202020023").ShouldBe(RowCipher.Subject(_keys, "339999199202020023"));
        sealer.Subject(person).ShouldBe(RowCipher.Subject(_keys, person));
    }

    [Fact]
    public void FieldCipher_AnyText_OpensAtItsPlaceOnly()
    {
        var cipher = new FieldCipher(new byte[32]);
        var texts = from text in Gen.Elements("", "a", "示例一", "𠮷示例", "339999199001010013") from place in Gen.Elements("t.a:1", "t.a:2", "t.b:1") select (text, place);

        texts.Holds(t =>
        {
            var box = cipher.SealText(t.text, t.place);
            Should.Throw<CryptographicException>(() => cipher.OpenText(box, t.place + "x"));
            Should.Throw<CryptographicException>(() => new FieldCipher([.. Enumerable.Repeat((byte)9, 32)]).OpenText(box, t.place));
            return cipher.OpenText(box, t.place) == t.text;
        });
    }

    [Fact]
    public void FieldCipher_SameTextTwice_GivesDifferentBytes_AndDamageIsRefused()
    {
        var cipher = new FieldCipher(new byte[32]);
        var box = cipher.SealText("示例一", "p");

        box.ShouldNotBe(cipher.SealText("示例一", "p"));
        for (var i = 0; i < box.Length; i++)
        {
            var damaged = (byte[])box.Clone();
            damaged[i] ^= 0x80;
            Should.Throw<CryptographicException>(() => cipher.Open(damaged, "p"), $"byte {i}");
        }

        Should.Throw<CryptographicException>(() => cipher.Open(box.AsSpan(0, 27), "p"));
    }

    private static AuditEntry SealedRow()
    {
        var request = RandomNumberGenerator.GetBytes(AuditEntry.RequestLength);
        return new AuditEntry
        {
            Id = 42,
            Kind = AuditKind.Intent,
            At = 0,
            Mono = 0,
            Request = request,
            Organisation = "",
            Actor = "",
            CaseNumber = "",
            Subject1 = null,
            Subject2 = null,
            Status = AuditStatus.None,
            KeyId = 2026,
            Detail = new RowSealer(_keys).Seal(42, AuditKind.Intent, request, 2026, _plaintext),
            Mac = [],
        };
    }
}
