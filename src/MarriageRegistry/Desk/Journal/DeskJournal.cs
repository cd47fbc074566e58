using MarriageRegistry.Desk.Accounts;

namespace MarriageRegistry.Desk.Journal;

/// <summary>Writes acts that change nothing else; those that do are written in the transaction of their change.</summary>
public sealed class DeskJournal(DeskTransactions transactions, TimeProvider clock)
{
    public Task WriteAsync(DeskActor actor, string act, long? registrationId, string? detail, CancellationToken cancellationToken) => transactions.RunAsync(
        async db =>
        {
            db.DeskEntries.Add(Entry(actor, act, registrationId, detail, clock));
            return await db.SaveChangesAsync(cancellationToken);
        },
        cancellationToken);

    internal static DeskEntry Entry(DeskActor actor, string act, long? registrationId, string? detail, TimeProvider clock, Guid? submissionKey = null) => new()
    {
        At = clock.GetUtcNow().UtcDateTime,
        RegistrarId = actor.Id,
        OfficeCode = actor.OfficeCode,
        Act = act,
        RegistrationId = registrationId,
        Detail = detail,
        SubmissionKey = submissionKey,
    };
}
