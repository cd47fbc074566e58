using MarriageRegistry.Booklets;
using MarriageRegistry.Data;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Journal;
using MarriageRegistry.Registrations;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Desk.Entry;

/// <summary>
/// 更正: before printing it voids the codes and makes new ones; after printing the booklets are void and new ones, with new codes, take their
/// place, which the head of the office decides. Number and day of a registration stay.
/// </summary>
public sealed class CorrectionDesk(DeskTransactions transactions, TimeProvider clock)
{
    public Task<SaveOutcome> CorrectAsync(CorrectRegistration form, DeskActor actor, CancellationToken cancellationToken) => transactions.RunAsync<SaveOutcome>(async db =>
    {
        if (await Submissions.FindAsync(db, form, actor, DeskActs.Corrected, cancellationToken) is { } before)
        {
            return before;
        }

        var old = await db.Registrations.AsNoTracking().SingleOrDefaultAsync(r => r.Id == form.RegistrationId, cancellationToken);
        var booklets = await db.Booklets.Where(b => b.RegistrationId == form.RegistrationId).ToListAsync(cancellationToken);
        if (old is null)
        {
            return SaveOutcome.Because("", "没有这条登记，请重新查询");
        }

        if (await FindObstacleAsync(db, old, booklets, actor, cancellationToken) is { } obstacle)
        {
            return SaveOutcome.Because("", obstacle);
        }

        var entry = new EntryReader(ChinaTime.Today(clock));
        if (await ReadAsync(db, entry, form, old, cancellationToken) is not var (corrected, changes))
        {
            return entry.Refused;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var wasPrinted = await IsPrintedAsync(db, booklets, cancellationToken);
        booklets.ForEach(b => b.Void(BookletState.Corrected, now));
        db.Update(corrected);
        db.Booklets.AddRange(BookletMaker.Make(corrected, now));
        db.DeskEntries.Add(DeskJournal.Entry(
            actor, DeskActs.Corrected, old.Id, $"{(wasPrinted ? "打印后" : "打印前")}更正{string.Join('、', changes)}；原因：{form.Reason?.Trim()}", clock, form.SubmissionKey));
        await db.SaveChangesAsync(cancellationToken);
        return new SaveOutcome.Saved(old.Id);
    }, cancellationToken);

    /// <summary>Why this registrar cannot correct it, or null.</summary>
    internal static async Task<string?> FindObstacleAsync(
        RegistryDbContext db, MarriageRegistration registration, IReadOnlyCollection<Booklet> booklets, DeskActor actor, CancellationToken cancellationToken)
    {
        if (registration.OfficeCode != actor.OfficeCode)
        {
            return "该登记由其他机关办理，请由原登记机关更正";
        }

        if (await db.Registrations.AnyAsync(r => r.ReplacesId == registration.Id, cancellationToken))
        {
            return "此登记之后已办理补领、离婚或撤销，请更正最近的一条";
        }

        return !actor.IsLead && await IsPrintedAsync(db, booklets, cancellationToken) ? "证书已经打印，更正须由本机关负责人办理，并收回原证" : null;
    }

    internal static Task<bool> IsPrintedAsync(RegistryDbContext db, IReadOnlyCollection<Booklet> booklets, CancellationToken cancellationToken)
    {
        var valid = booklets.Where(b => b.State == BookletState.Valid).Select(b => b.Id).ToList();
        return db.PrintedPages.AnyAsync(p => valid.Contains(p.BookletId), cancellationToken);
    }

    private static async Task<(MarriageRegistration Corrected, List<string> Changes)?> ReadAsync(
        RegistryDbContext db, EntryReader entry, CorrectRegistration form, MarriageRegistration old, CancellationToken cancellationToken)
    {
        var man = entry.Party("Man", form.ManName, form.ManIdNumber);
        var woman = entry.Party("Woman", form.WomanName, form.WomanIdNumber);
        var remark = entry.Line("Remark", form.Remark, EntryReader.RemarkMaxLength, "备注");
        if (entry.Line("Reason", form.Reason, 100, "更正原因") is null)
        {
            entry.Add("Reason", "请填写更正原因");
        }

        if (man is null || woman is null || entry.Problems.Count > 0)
        {
            return null;
        }

        List<string> changes =
        [
            .. Changed("男方姓名", old.Man.Name, man.Value.Party.Name),
            .. Changed("男方身份证号码", MarriageSpan.Canonical(old.Man.IdNumber), man.Value.Id.Value),
            .. Changed("女方姓名", old.Woman.Name, woman.Value.Party.Name),
            .. Changed("女方身份证号码", MarriageSpan.Canonical(old.Woman.IdNumber), woman.Value.Id.Value),
            .. Changed("备注", old.Remark, remark),
        ];
        if (changes.Count == 0)
        {
            entry.Add("", "没有改动，无须更正");
        }
        else if (changes.Exists(c => c.EndsWith("号码", StringComparison.Ordinal)))
        {
            // A divorce or a reissue belongs to its marriage by these numbers.
            if (old.Kind != RegistrationKind.Marriage)
            {
                entry.Add("", "身份证号码只能在结婚登记中更正");
            }
            else
            {
                await MarriageRules.CheckAsync(db, entry, man.Value.Id, woman.Value.Id, old.RegisteredOn, old.Id, cancellationToken);
            }
        }

        return entry.Problems.Count > 0 ? null : (Corrected(old, man.Value.Party, woman.Value.Party, remark), changes);
    }

    private static MarriageRegistration Corrected(MarriageRegistration old, RegisteredParty man, RegisteredParty woman, string? remark) => new()
    {
        Id = old.Id,
        Kind = old.Kind,
        Man = man,
        Woman = woman,
        CertificateNumber = old.CertificateNumber,
        OfficeCode = old.OfficeCode,
        OfficeName = old.OfficeName,
        RegisteredOn = old.RegisteredOn,
        Remark = remark,
        SharedAt = old.SharedAt,
        ReplacesId = old.ReplacesId,
    };

    private static IEnumerable<string> Changed(string what, string? before, string? after) => before == after ? [] : [what];
}
