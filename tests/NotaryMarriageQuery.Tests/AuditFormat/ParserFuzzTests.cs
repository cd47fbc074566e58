using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace NotaryMarriageQuery.Tests.AuditFormat;

/// <summary>Parsers of foreign bytes end in FormatException and nothing else, on noise and on nearly right input.</summary>
public sealed class ParserFuzzTests
{
    private static readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly VerifierKey _key = VerifierKey.From("audit.example/sg", _ecdsa);
    private static readonly string _note = SignedNote.Sign(new("audit.example/sg", 1, TreeHash.Empty), "audit.example/sg", _ecdsa);
    private static readonly byte[] _leaf = CanonicalRow.Write(SampleRows.One(1, AuditKind.Intent, 1), withMac: true);

    private static readonly byte[][] _seeds =
    [
        _leaf,
        Encoding.UTF8.GetBytes(_note),
        Encoding.UTF8.GetBytes(_key.Format()),
        Encoding.UTF8.GetBytes(new RowProof(_leaf, new byte[48], 3, [TreeHash.Empty, TreeHash.Empty], _note).Format()),
        Encoding.UTF8.GetBytes("tile/entries/x001/x234/067.p/17"),
    ];

    private static readonly Gen<byte[]> _noise = Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf();

    private static readonly Gen<byte[]> _nearlyRight =
        from seed in Gen.Elements(_seeds)
        from at in Gen.Choose(0, seed.Length - 1)
        from cut in Gen.Choose(0, 12)
        from put in _noise
        select (byte[])[.. seed[..at], .. put, .. seed[Math.Min(seed.Length, at + cut)..]];

    [Fact]
    public void Parsers_AnyBytes_ThrowFormatExceptionOnly() =>
        Prop.ForAll(Gen.OneOf(_noise, _nearlyRight).ToArbitrary(), bytes =>
        {
            var text = Encoding.Latin1.GetString(bytes);
            CanonicalReadTests.AssertStrict(bytes);
            Try(() => SignedNote.Open(bytes, _key));
            Try(() => SignedNote.Open(text, _key));
            Try(() => VerifierKey.Parse(text));
            Try(() => Checkpoint.Parse(text));
            Try(() => Tile.ParsePath(text));
            Try(() => RowProof.Parse(bytes));
            Try(() => TileTree.Load(bytes.Length, _ => [bytes]));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void Parsers_BrokenSurrogates_ThrowFormatExceptionOnly()
    {
        foreach (var text in (string[])[$"{_note}\uD800", $"\uD800{_note}", _note.Replace('1', '\uDC00')])
        {
            Assert.Throws<FormatException>(() => SignedNote.Open(text, _key));
        }
    }

    private static void Try(Func<object> parse)
    {
        try
        {
            parse();
        }
        catch (Exception e) when (e is FormatException or BadSignatureException)
        {
        }
    }
}
