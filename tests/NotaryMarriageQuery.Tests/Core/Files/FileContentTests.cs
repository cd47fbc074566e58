using System.Text;
using NotaryMarriageQuery.Core.Files;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Files;

/// <summary>What a file is, by what it holds; and everything that only pretends.</summary>
public sealed class FileContentTests
{
    [Fact]
    public void Inspect_GoodFiles_AreRecognised()
    {
        Take(SampleFiles.Pdf()).ShouldBe(FileFormat.Pdf);
        Take(SampleFiles.Png()).ShouldBe(FileFormat.Png);
        Take(SampleFiles.Jpeg()).ShouldBe(FileFormat.Jpeg);
    }

    [Fact]
    public void Inspect_JpegWithSeveralScansAndFillBytes_IsRecognised()
    {
        byte[] scan = [0xFF, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0x34];

        Take([.. SampleFiles.Jpeg()[..^2], .. scan, 0xFF, 0xD9]).ShouldBe(FileFormat.Jpeg);
    }

    // By name: data of theories are copied into the names of tests, and some of these are large.
    private static readonly Dictionary<string, (Func<byte[]> Make, FileProblem Problem)> _bad = new()
    {
        ["empty"] = (() => [], FileProblem.Empty),
        ["one byte"] = (() => [0x25], FileProblem.UnknownFormat),
        ["too large"] = (() => [.. SampleFiles.Pdf(), .. new byte[KeptFile.MaxLength]], FileProblem.TooLarge),
        ["program"] = (() => SampleFiles.Exe(), FileProblem.UnknownFormat),
        ["zip"] = (() => [.. "PK\u0003\u0004"u8, .. new byte[40]], FileProblem.UnknownFormat),
        ["html"] = (() => Encoding.ASCII.GetBytes("<html><script>alert(1)</script>"), FileProblem.UnknownFormat),
        ["svg"] = (() => Encoding.ASCII.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"), FileProblem.UnknownFormat),
        ["blank before pdf"] = (() => [.. "\n"u8, .. SampleFiles.Pdf()], FileProblem.UnknownFormat),
        ["header alone"] = (() => Encoding.ASCII.GetBytes("%PDF-1.7\n"), FileProblem.Damaged),
        ["pdf cut"] = (() => SampleFiles.Pdf()[..^20], FileProblem.Damaged),
        ["pdf of no version"] = (() => [.. "%PDF-x.4"u8, .. SampleFiles.Pdf()[8..]], FileProblem.Damaged),
        ["pdf and program"] = (() => [.. SampleFiles.Pdf(), .. SampleFiles.Exe()], FileProblem.HoldsMore),
        ["pdf and zip"] = (() => [.. SampleFiles.Pdf(), .. "PK\u0005\u0006"u8, .. new byte[14], 6, 0, .. "%%EOF\n"u8], FileProblem.HoldsMore),
        ["pdf far before its end"] = (() => [.. SampleFiles.Pdf(), .. new byte[2000]], FileProblem.Damaged),
        ["pdf with script"] = (() => SampleFiles.Pdf("x)/S/JavaScript/JS(app.alert(1)"), FileProblem.Active),
        ["pdf with command"] = (() => SampleFiles.Pdf("x)/S/Launch/F(cmd"), FileProblem.Active),
        ["pdf with attachment"] = (() => SampleFiles.Pdf("x)/Type/EmbeddedFile/F(a"), FileProblem.Active),
        ["png cut"] = (() => SampleFiles.Png()[..^5], FileProblem.Damaged),
        ["png and more"] = (() => [.. SampleFiles.Png(), 0], FileProblem.HoldsMore),
        ["png and pdf"] = (() => [.. SampleFiles.Png(), .. SampleFiles.Pdf()], FileProblem.HoldsMore),
        ["png signature before a program"] = (() => [.. SampleFiles.Png()[..8], .. SampleFiles.Exe()], FileProblem.Damaged),
        ["png without pixels"] = (() => [.. SampleFiles.Png()[..33], .. SampleFiles.Chunk("IEND", [])], FileProblem.Damaged),
        ["png without header"] = (() => [.. SampleFiles.Png()[..8], .. SampleFiles.Chunk("IDAT", [1]), .. SampleFiles.Chunk("IEND", [])], FileProblem.Damaged),
        ["png of endless chunk"] = (() => [.. SampleFiles.Png()[..33], 0xFF, 0xFF, 0xFF, 0xFF, .. "IDAT"u8, 0, 0, 0, 0], FileProblem.Damaged),
        ["jpeg cut"] = (() => SampleFiles.Jpeg()[..^2], FileProblem.Damaged),
        ["jpeg and more"] = (() => [.. SampleFiles.Jpeg(), .. SampleFiles.Exe()], FileProblem.HoldsMore),
        ["jpeg without pixels"] = (() => [0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 0xFF, 0xD9], FileProblem.Damaged),
        ["jpeg start before a program"] = (() => [0xFF, 0xD8, 0xFF, .. SampleFiles.Exe()], FileProblem.Damaged),
        ["jpeg of short segment"] = (() => [0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 0, 0], FileProblem.Damaged),
    };

    public static TheoryData<string> Bad => [.. _bad.Keys];

    [Theory]
    [MemberData(nameof(Bad))]
    public void Inspect_BadFile_IsRefusedForItsReason(string what)
    {
        var (make, problem) = _bad[what];

        FileContent.Inspect(make(), out _).ShouldBe(problem);
    }

    [Fact]
    public void Inspect_OneByteChangedInAPicture_IsSeen()
    {
        var png = SampleFiles.Png();
        for (var i = 0; i < png.Length; i++)
        {
            var changed = (byte[])png.Clone();
            changed[i] ^= 0x41;
            FileContent.Inspect(changed, out _).ShouldNotBe(FileProblem.None, $"byte {i}");
        }
    }

    [Fact]
    public void Inspect_EveryBeginningAndRandomTails_NeverThrows()
    {
        var random = new Random(4);
        foreach (var sample in new[] { SampleFiles.Pdf()[..^1], SampleFiles.Png(), SampleFiles.Jpeg() })
        {
            for (var length = 0; length < sample.Length; length++)
            {
                FileContent.Inspect(sample.AsSpan(0, length), out _).ShouldNotBe(FileProblem.None);
                var tail = new byte[random.Next(64)];
                random.NextBytes(tail);
                FileContent.Inspect([.. sample[..length], .. tail], out _);
            }
        }
    }

    private static FileFormat Take(byte[] content)
    {
        FileContent.Inspect(content, out var format).ShouldBe(FileProblem.None);
        return format;
    }
}
