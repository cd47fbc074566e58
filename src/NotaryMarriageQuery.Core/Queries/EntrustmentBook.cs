using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>Notes each lookup for another institution, so that both sides and supervision find it (A7).</summary>
public sealed class EntrustmentBook(IDbContextFactory<PortalDbContext> contexts, AccessDirectory directory)
{
    /// <summary>Notes a lookup after its intent is durable and before the registry is asked; it must not be missing from the list afterwards.</summary>
    public async Task NoteAsync(LookUpMarriage input, RegistryQuestion question, Permit permit, Actor actor, CancellationToken cancellationToken)
    {
        var name = input.EntrustingInstitution.Trim();
        var snapshot = await directory.GetAsync(cancellationToken);
        var entrusting = snapshot.Institutions.FirstOrDefault(i => i.Kind == InstitutionKind.NotaryOffice && i.Id != actor.InstitutionId && Key(i.Name) == Key(name));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.EntrustedLookUps.Add(new EntrustedLookUp
        {
            Id = permit.RequestId,
            EntryId = permit.Intent.Id,
            InstitutionId = actor.InstitutionId,
            EntrustedBy = entrusting?.Id,
            EntrustedByName = Cut(name, EntrustedLookUp.NameMaxLength),
            LetterNumber = Cut(input.LetterNumber.Trim(), EntrustedLookUp.LetterNumberMaxLength),
            LetterDate = input.LetterDate!.Value,
            CaseNumber = question.CaseNumber,
            Matter = input.Matter.Trim(),
            AskedByName = actor.PersonName,
            AskedAt = permit.Intent.AtUtc,
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    // Brackets are typed in both widths, and spaces anywhere.
    private static string Key(string name) => string.Concat(name.Where(c => !char.IsWhiteSpace(c))).Replace('（', '(').Replace('）', ')');

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
