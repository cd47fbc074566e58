using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Core.Queries;

/// <summary>Answers that their asker may see again for <see cref="QueriesOptions.AnswerLifetime"/>, encrypted (A9).</summary>
public sealed class AnswerStore(
    PortalDatabase database,
    IDbContextFactory<PortalDbContext> contexts,
    KeyRing keys,
    IMemoryCache forms,
    IOptions<QueriesOptions> options,
    TimeProvider clock) : IDisposable
{
    private readonly PreparedQuery _find = new(
        database,
        "SELECT sealed FROM kept_answer WHERE id = @id AND operator_id = @person AND expires_at > @now",
        "@id",
        "@person",
        "@now");

    private readonly FieldCipher _cipher = new(keys.FieldKey);

    /// <summary>Encrypts an answer for its asker; the evidence's writer stores it with the outcome.</summary>
    public KeptAnswer Seal(Permit permit, QueryFacts facts, GateDecision.Open open, RegistryAnswer answer, Actor actor)
    {
        var until = clock.GetUtcNow() + options.Value.AnswerLifetime;
        var shown = new ShownAnswer
        {
            AuditNumber = AuditNumber.Format(permit.Intent.Id),
            CaseNumber = open.Question.CaseNumber,
            Facts = facts,
            AskedAt = permit.Intent.AtUtc,
            KeptUntil = until.UtcDateTime,
            Records = answer is RegistryAnswer.Found found ? found.Records : [],
        };
        var id = permit.RequestId;
        return new KeptAnswer
        {
            Id = id,
            OperatorId = actor.OperatorId,
            InstitutionId = actor.InstitutionId,
            CaseId = open.CaseId,
            ExpiresAt = until.ToUnixMicroseconds(),
            Sealed = _cipher.Seal(JsonSerializer.SerializeToUtf8Bytes(shown, AnswerJsonContext.Default.ShownAnswer), KeptAnswer.Place(id, actor.OperatorId)),
        };
    }

    /// <summary>The answer, when this person asked for it and its time is not over; null otherwise.</summary>
    public async Task<ShownAnswer?> FindAsync(string id, Actor actor, CancellationToken cancellationToken)
    {
        var box = await _find.FirstAsync(row => row.GetFieldValue<byte[]>(0), cancellationToken, id, actor.OperatorId, clock.GetUtcNow().ToUnixMicroseconds());
        return box is null
            ? null
            : JsonSerializer.Deserialize(_cipher.Open(box, KeptAnswer.Place(id, actor.OperatorId)), AnswerJsonContext.Default.ShownAnswer);
    }

    public void Dispose() => _find.Dispose();

    /// <summary>Erases the answers whose time is over; returns how many.</summary>
    public async Task<int> EraseExpiredAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixMicroseconds();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var erased = await db.KeptAnswers.Where(a => a.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        if (erased > 0)
        {
            await database.RemoveTracesAsync(db, cancellationToken);
        }

        return erased;
    }

    /// <summary>The answer that a form led to, when it is sent again.</summary>
    public LookUpOutcome.Answered? FindByForm(Guid session, Guid form) => forms.Get<LookUpOutcome.Answered>((session, form));

    public void RememberForm(Guid session, Guid form, LookUpOutcome.Answered outcome) => forms.Set((session, form), outcome, options.Value.AnswerLifetime);
}

/// <summary>An answer as it is shown: what was asked, and the records, newest first; none means no record.</summary>
public sealed record ShownAnswer
{
    public required string AuditNumber { get; init; }

    public required string CaseNumber { get; init; }

    public required QueryFacts Facts { get; init; }

    public required DateTime AskedAt { get; init; }

    public required DateTime KeptUntil { get; init; }

    public required IReadOnlyList<RegistryRecord> Records { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ShownAnswer))]
internal sealed partial class AnswerJsonContext : JsonSerializerContext;

/// <summary>Settings of lookups (section <c>Queries</c>).</summary>
public sealed class QueriesOptions
{
    /// <summary>How long an answer can be seen again; 30 minutes unless set.</summary>
    public TimeSpan AnswerLifetime { get; set; } = TimeSpan.FromMinutes(30);
}
