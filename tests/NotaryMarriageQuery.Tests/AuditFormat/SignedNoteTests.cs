using System.Security.Cryptography;
using System.Text;

namespace NotaryMarriageQuery.Tests.AuditFormat;

public sealed class SignedNoteTests : IDisposable
{
    private const string Name = "audit.example/sg";

    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Checkpoint _checkpoint = new(Name, 12_345, SHA256.HashData([7]));
    private readonly VerifierKey _key;

    public SignedNoteTests() => _key = VerifierKey.From(Name, _ecdsa);

    public void Dispose() => _ecdsa.Dispose();

    [Fact]
    public void Key_BothWays_IsTheSame()
    {
        var text = _key.Format();
        var spki = _ecdsa.ExportSubjectPublicKeyInfo();

        Assert.Equal($"{Name}+{Convert.ToHexStringLower(SHA256.HashData(spki)[..4])}+{Convert.ToBase64String([2, .. spki])}", text);
        Assert.Equal(text, VerifierKey.Parse(text).Format());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("a\nb")]
    [InlineData("a\u3000b")]
    public void Key_NameThatNotesCannotHold_IsRefused(string name) => Assert.Throws<FormatException>(() => VerifierKey.From(name, _ecdsa));

    [Fact]
    public void Key_AnyCharacterChanged_IsRefused()
    {
        var text = _key.Format();
        for (var i = Name.Length; i < text.Length; i++)
        {
            var changed = text.ToCharArray();
            changed[i] = changed[i] == 'B' ? 'C' : 'B';
            Assert.Throws<FormatException>(() => VerifierKey.Parse(new string(changed)));
        }

        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Throws<FormatException>(() => VerifierKey.From(Name, other));
        Assert.Throws<FormatException>(() => VerifierKey.Parse(text + "\n"));
    }

    [Fact]
    public void Note_SignedAndOpened_GivesTheCheckpoint()
    {
        var note = SignedNote.Sign(_checkpoint, Name, _ecdsa);

        Assert.StartsWith($"{Name}\n12345\n{Convert.ToBase64String(_checkpoint.Root)}\n\n\u2014 {Name} ", note, StringComparison.Ordinal);
        Assert.True(SignedNote.Open(note, _key).SameAs(_checkpoint));
        Assert.True(SignedNote.Open(Encoding.UTF8.GetBytes(note), _key).SameAs(_checkpoint));
    }

    [Fact]
    public void Note_AnyBitChanged_IsRefused()
    {
        var note = Encoding.UTF8.GetBytes(SignedNote.Sign(_checkpoint, Name, _ecdsa));
        for (var bit = 0; bit < note.Length * 8; bit++)
        {
            byte[] changed = [.. note];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            var e = Record.Exception(() => SignedNote.Open(changed, _key));
            Assert.True(e is FormatException or BadSignatureException, $"bit {bit}: {e}");
        }
    }

    [Fact]
    public void Note_OfAnotherKey_SaysWhichWayItIsBad()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var foreign = SignedNote.Sign(_checkpoint, Name, other);
        Assert.False(Assert.Throws<BadSignatureException>(() => SignedNote.Open(foreign, _key)).KeyMatched);

        var mine = SignedNote.Sign(_checkpoint, Name, _ecdsa);
        var changed = mine.Replace("\n12345\n", "\n12346\n", StringComparison.Ordinal);
        Assert.True(Assert.Throws<BadSignatureException>(() => SignedNote.Open(changed, _key)).KeyMatched);
    }

    [Fact]
    public void Note_WithForeignLines_OpensWhenTheyAreWellFormed()
    {
        var note = SignedNote.Sign(_checkpoint, Name, _ecdsa);
        Assert.True(SignedNote.Open(note + "\u2014 witness.example AQIDBAU=\n", _key).SameAs(_checkpoint));
        foreach (var line in (string[])["\u2014 witness.example AQID\n", "\u2014 witness.example\n", "- witness.example AQIDBAU=\n", "\u2014 witness.example AQIDBAV=\n", "\u2014 a b AQIDBAU=\n", "\n"])
        {
            Assert.Throws<FormatException>(() => SignedNote.Open(note + line, _key));
        }

        Assert.Throws<FormatException>(() => SignedNote.Open(note + "\u2014 w " + new string('A', SignedNote.MaxLength) + "\n", _key));
    }

    [Theory]
    [InlineData("a\n01\n{0}\n")]
    [InlineData("a\n-1\n{0}\n")]
    [InlineData("a\n+1\n{0}\n")]
    [InlineData("a\n9223372036854775808\n{0}\n")]
    [InlineData("a\n\n{0}\n")]
    [InlineData("\n1\n{0}\n")]
    [InlineData("a\n1\n{0}")]
    [InlineData("a\n1\n{0}\nextension\n")]
    [InlineData("a\n1\n{0} \n")]
    [InlineData("a\n1\nAAAA\n")]
    [InlineData("a\r\n1\n{0}\n")]
    public void Checkpoint_AnotherSpelling_IsRefused(string text)
    {
        var hash = Convert.ToBase64String(_checkpoint.Root);
        Assert.Equal(1, Checkpoint.Parse($"a\n1\n{hash}\n").Size);
        Assert.Throws<FormatException>(() => Checkpoint.Parse(text.Replace("{0}", hash, StringComparison.Ordinal)));
    }
}
