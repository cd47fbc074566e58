using CivilIdentity;
using MarriageRegistry.Booklets;
using MarriageRegistry.Data;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Journal;
using MarriageRegistry.Registrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MarriageRegistry.Desk.Entry;

/// <summary>保存 (E1): checks an entry, gives it its number, makes its booklets with their codes, and writes who did it; all of it or nothing.</summary>
public sealed class RegistrationDesk(DeskTransactions transactions, IOptions<DeskOptions> options, TimeProvider clock)
{
    public Task<SaveOutcome> SaveAsync(EnterMarriage form, DeskActor actor, CancellationToken cancellationToken) => RunAsync(form, actor, DeskActs.Married, async (db, entry) =>
    {
        var man = entry.Party("Man", form.ManName, form.ManIdNumber);
        var woman = entry.Party("Woman", form.WomanName, form.WomanIdNumber);
        var day = entry.Day(form.RegisteredOn, actor.IsLead);
        var remark = entry.Line("Remark", form.Remark, EntryReader.RemarkMaxLength, "备注");
        if (man is null || woman is null || day is null || entry.Problems.Count > 0)
        {
            return null;
        }

        await MarriageRules.CheckAsync(db, entry, man.Value.Id, woman.Value.Id, day.Value, except: null, cancellationToken);
        return entry.Problems.Count > 0 ? null : await NewAsync(db, entry, actor, RegistrationKind.Marriage, man.Value.Party, woman.Value.Party, day.Value, remark, null, cancellationToken);
    }, cancellationToken);

    public Task<SaveOutcome> DivorceAsync(EndMarriage form, DeskActor actor, CancellationToken cancellationToken) =>
        RunAsync(form, actor, DeskActs.Divorced, (db, entry) => EndAsync(db, entry, form, actor, RegistrationKind.Divorce, cancellationToken), cancellationToken);

    public Task<SaveOutcome> AnnulAsync(EndMarriage form, DeskActor actor, CancellationToken cancellationToken) =>
        RunAsync(form, actor, DeskActs.Annulled, (db, entry) => EndAsync(db, entry, form, actor, RegistrationKind.Annulment, cancellationToken), cancellationToken);

    public Task<SaveOutcome> ReissueAsync(ReissueCertificate form, DeskActor actor, CancellationToken cancellationToken) => RunAsync(form, actor, DeskActs.Reissued, async (db, entry) =>
    {
        var original = await db.Registrations.Include(r => r.Booklets).SingleOrDefaultAsync(r => r.Id == form.OriginalId, cancellationToken);
        if (original is null || original.Kind == RegistrationKind.Annulment)
        {
            entry.Add("", "所选登记没有证书可以补领，请查询后从该登记的页面办理");
            return null;
        }

        if (await db.Registrations.AnyAsync(r => r.ReplacesId == original.Id
            && (r.Kind == RegistrationKind.ReissuedMarriageCertificate || r.Kind == RegistrationKind.ReissuedDivorceCertificate), cancellationToken))
        {
            entry.Add("", "该证已经补领过，请从最近一次补领的登记办理");
            return null;
        }

        var isMarriage = original.Kind is RegistrationKind.Marriage or RegistrationKind.ReissuedMarriageCertificate;
        var spans = await SpansAsync(db, original, cancellationToken);
        if (isMarriage && !spans.Exists(s => s.IsInForce))
        {
            entry.Add("", "该婚姻已办理离婚登记或已被撤销，不能补领结婚证");
        }

        var reason = form.Reason is "遗失" or "损毁" ? form.Reason : null;
        if (reason is null)
        {
            entry.Add("Reason", "请选择补领原因");
        }

        var text = $"补领{(isMarriage ? "结婚证" : "离婚证")}（{reason}），原登记日期{FirstDay(spans, original, isMarriage):yyyy-MM-dd}，原字号{original.CertificateNumber}";
        var note = entry.Line("Remark", form.Remark, EntryReader.RemarkMaxLength - text.Length - 1, "备注");
        if (entry.Problems.Count > 0)
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var booklet in original.Booklets)
        {
            booklet.Void(BookletState.Reissued, now);
        }

        var kind = isMarriage ? RegistrationKind.ReissuedMarriageCertificate : RegistrationKind.ReissuedDivorceCertificate;
        return await NewAsync(
            db, entry, actor, kind, Current(original.Man), Current(original.Woman), ChinaTime.Today(clock), note is null ? text : $"{text}；{note}", original.Id, cancellationToken);
    }, cancellationToken);

    // The certificate tells the day of the marriage or the divorce, whichever reissue it is.
    private static DateOnly FirstDay(List<MarriageSpan> spans, MarriageRegistration original, bool isMarriage) =>
        (isMarriage ? spans.LastOrDefault()?.Opened : spans.LastOrDefault(s => s.EndedBy?.Kind == RegistrationKind.Divorce)?.EndedBy)?.RegisteredOn ?? original.RegisteredOn;

    private async Task<SaveOutcome> RunAsync(
        DeskForm form, DeskActor actor, string act, Func<RegistryDbContext, EntryReader, Task<MarriageRegistration?>> save, CancellationToken cancellationToken) =>
        await transactions.RunAsync<SaveOutcome>(async db =>
        {
            if (await Submissions.FindAsync(db, form, actor, act, cancellationToken) is { } before)
            {
                return before;
            }

            var entry = new EntryReader(ChinaTime.Today(clock));
            if (await save(db, entry) is not { } registration)
            {
                // What was begun is not written: nothing is saved on this path.
                return entry.Refused;
            }

            await db.SaveChangesAsync(cancellationToken);
            db.DeskEntries.Add(DeskJournal.Entry(actor, act, registration.Id, registration.CertificateNumber, clock, form.SubmissionKey));
            await db.SaveChangesAsync(cancellationToken);
            return new SaveOutcome.Saved(registration.Id);
        }, cancellationToken);

    private async Task<MarriageRegistration?> EndAsync(
        RegistryDbContext db, EntryReader entry, EndMarriage form, DeskActor actor, RegistrationKind kind, CancellationToken cancellationToken)
    {
        var named = await db.Registrations.AsNoTracking().SingleOrDefaultAsync(r => r.Id == form.MarriageId, cancellationToken);
        var span = named is null ? null : (await SpansAsync(db, named, cancellationToken)).Find(s => s.IsInForce);
        if (named is null || span is null)
        {
            entry.Add("", "本系统中没有这对当事人尚未终止的结婚登记记录，不能办理；请核对后从该结婚登记的页面办理");
            return null;
        }

        var day = entry.Day(form.RegisteredOn, actor.IsLead);
        if (day < span.Opened.RegisteredOn)
        {
            entry.Add("RegisteredOn", $"登记日期不能早于结婚登记日期 {ChinaTime.Text(span.Opened.RegisteredOn)}");
        }

        var number = kind == RegistrationKind.Annulment ? ReadRuling(entry, form.RulingNumber) : null;
        var remark = entry.Line("Remark", form.Remark, EntryReader.RemarkMaxLength, "备注");
        return entry.Problems.Count > 0 || day is null
            ? null
            : await NewAsync(db, entry, actor, kind, Current(named.Man), Current(named.Woman), day.Value, remark, span.Opened.Id, cancellationToken, number);
    }

    private static string? ReadRuling(EntryReader entry, string? text)
    {
        var line = entry.Line("RulingNumber", text, CertificateNumber.MaxLength, "文书编号");
        if (!CertificateNumber.TryParse(line, out var number) || number.Style != CertificateNumberStyle.OldStyle)
        {
            entry.Add("RulingNumber", "请填写撤销婚姻的判决书或决定书编号，不是结婚证字号");
            return null;
        }

        return number.Value;
    }

    private async Task<MarriageRegistration?> NewAsync(
        RegistryDbContext db, EntryReader entry, DeskActor actor, RegistrationKind kind, RegisteredParty man, RegisteredParty woman,
        DateOnly day, string? remark, long? replaces, CancellationToken cancellationToken, string? number = null)
    {
        number ??= await SerialNumbers.NextAsync(db, kind, actor.OfficeCode, day.Year, options.Value.FirstSerial, cancellationToken);
        if (number is null)
        {
            entry.Add("", "本机关本年度的字号已用完，请联系系统管理员");
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var registration = new MarriageRegistration
        {
            Kind = kind,
            Man = man,
            Woman = woman,
            CertificateNumber = number,
            OfficeCode = actor.OfficeCode,
            OfficeName = actor.OfficeName,
            RegisteredOn = day,
            Remark = remark,
            SharedAt = now,
            ReplacesId = replaces,
        };
        foreach (var booklet in BookletMaker.Make(registration, now))
        {
            registration.Booklets.Add(booklet);
        }

        db.Registrations.Add(registration);
        return registration;
    }

    private async Task<List<MarriageSpan>> SpansAsync(RegistryDbContext db, MarriageRegistration of, CancellationToken cancellationToken) =>
        !ResidentId.TryParse(of.Man.IdNumber, ChinaTime.Today(clock), out var man, out _)
            ? []
            : [.. MarriageSpan.Of(await MarriageSpan.ReadAsync(db, man, cancellationToken)).Where(s => MarriageSpan.IsSameCouple(s.Opened, of))];

    // Old records hold 15 digits and no birth date; what is made today holds 18 and the date.
    private RegisteredParty Current(RegisteredParty party) => ResidentId.TryParse(party.IdNumber, ChinaTime.Today(clock), out var id, out _)
        ? RegisteredParty.Create(party.Name, id.Value, party.BirthDate ?? id.BirthDate, party.Nation ?? "156")
        : RegisteredParty.Create(party.Name, party.IdNumber, party.BirthDate, party.Nation);
}
