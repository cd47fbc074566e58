using MarriageRegistry.Data;
using MarriageRegistry.Desk.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Desk.Entry;

/// <summary>Recognises a form that was sent before: a double click makes one registration.</summary>
internal static class Submissions
{
    public static async Task<SaveOutcome?> FindAsync(RegistryDbContext db, DeskForm form, DeskActor actor, string act, CancellationToken cancellationToken)
    {
        if (form.SubmissionKey == Guid.Empty)
        {
            return SaveOutcome.Because("", "页面已失效，请刷新后重新填写");
        }

        var before = await db.DeskEntries.AsNoTracking().SingleOrDefaultAsync(e => e.SubmissionKey == form.SubmissionKey, cancellationToken);
        return before switch
        {
            null => null,
            { RegistrationId: { } id } when before.RegistrarId == actor.Id && before.Act == act => new SaveOutcome.Saved(id),
            _ => SaveOutcome.Because("", "页面已失效，请刷新后重新填写"),
        };
    }
}
