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
}
