using NotaryMarriageQuery.Core.Audit;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

public sealed class AuditDraftTests
{
    [Theory]
    [InlineData("a\uD842")]
    [InlineData("\uDFB7a")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    [InlineData("\uFFFD")]
    public void Texts_BrokenOrControlCharacters_AreRefused(string text)
    {
        Should.Throw<ArgumentException>(() => new AuditDraft(AuditKind.Start, new WriterStopped()) { Organisation = text });
        Should.Throw<ArgumentException>(() => new AuditDraft(AuditKind.Start, new WriterStopped()) { Actor = text });
        Should.Throw<ArgumentException>(() => new AuditDraft(AuditKind.Start, new WriterStopped()) { CaseNumber = text });
    }

    [Fact]
    public void Texts_AtTheirLongest_AreTaken_AndOneMoreIsRefused()
    {
        Should.NotThrow(() => new AuditDraft(AuditKind.Start, new WriterStopped())
        {
            Organisation = new string('示', AuditEntry.OrganisationMaxLength),
            Actor = new string('示', AuditEntry.ActorMaxLength),
            CaseNumber = new string('示', AuditEntry.CaseNumberMaxLength),
        });
        Should.Throw<ArgumentException>(() => new AuditDraft(AuditKind.Start, new WriterStopped()) { Organisation = new string('示', AuditEntry.OrganisationMaxLength + 1) });
        Should.Throw<ArgumentException>(() => new AuditDraft(AuditKind.Start, new WriterStopped()) { Actor = new string('示', AuditEntry.ActorMaxLength + 1) });
        Should.Throw<ArgumentException>(() => new AuditDraft(AuditKind.Start, new WriterStopped()) { CaseNumber = new string('示', AuditEntry.CaseNumberMaxLength + 1) });
    }

    [Fact]
    public void Texts_DecomposedOrPadded_AreBroughtToOneForm() =>
        new AuditDraft(AuditKind.Start, new WriterStopped()) { Actor = " e\u0301 " }.Actor.ShouldBe("\u00E9");

    [Fact]
    public void Event_TooLongForADetail_IsRefused()
    {
        Should.Throw<ArgumentException>(() => new AuditDraft(AuditKind.Start, new WriterStarted { Program = new string('a', AuditEntry.DetailMaxLength) }));
        Should.NotThrow(() => new AuditDraft(AuditKind.Start, new WriterStarted { Program = new string('a', AuditEntry.DetailMaxLength - RowCipher.Overhead - 100) }));
    }

    [Theory]
    [InlineData("示例一", 9, "示例一")]
    [InlineData("示例一", 8, "示例")]
    [InlineData("a\0b", 7, "a\0")]
    [InlineData("a𠮷b", 12, "a")]
    [InlineData("a𠮷b", 14, "a𠮷b")]
    [InlineData("\uE000\uE000", 11, "\uE000")]
    [InlineData("", 0, "")]
    public void Shorten_AnyText_FitsAndEndsBetweenCharacters(string text, int maxBytes, string shortened) =>
        AuditJson.Shorten(text, maxBytes).ShouldBe(shortened);
}
