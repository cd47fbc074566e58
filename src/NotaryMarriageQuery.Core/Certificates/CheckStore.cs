using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;

namespace NotaryMarriageQuery.Core.Certificates;

/// <summary>Outcomes of checks that their asker may see again for <see cref="QueriesOptions.AnswerLifetime"/>: kept, sealed and erased as the answers of lookups.</summary>
public sealed class CheckStore(PortalDatabase database, KeyRing keys, IOptions<QueriesOptions> options, TimeProvider clock) : IDisposable
{
    private readonly PreparedQuery _find = new(
        database, "SELECT sealed FROM kept_answer WHERE id = @id AND operator_id = @person AND expires_at > @now", "@id", "@person", "@now");

    private readonly FieldCipher _cipher = new(keys.FieldKey);

    /// <summary>Encrypts an outcome for its asker; the evidence's writer stores it with the outcome.</summary>
    public KeptAnswer Seal(Permit permit, CheckFacts facts, CertificateAnswer answer, string caseNumber, Actor actor)
    {
        var until = clock.GetUtcNow() + options.Value.AnswerLifetime;
        var shown = new ShownCheck
        {
            AuditNumber = AuditNumber.Format(permit.Intent.Id),
            CaseNumber = caseNumber,
            Facts = facts,
            AskedAt = permit.Intent.AtUtc,
            KeptUntil = until.UtcDateTime,
            Outcome = answer.Outcome,
            Differing = answer.Differing,
            VoidedBy = answer.VoidedBy,
            Change = answer.Change,
        };
        var id = KeptId(permit.RequestId);
        return new KeptAnswer
        {
            Id = id,
            OperatorId = actor.OperatorId,
            InstitutionId = actor.InstitutionId,
            ExpiresAt = until.ToUnixMicroseconds(),
            Sealed = _cipher.Seal(JsonSerializer.SerializeToUtf8Bytes(shown, CheckJsonContext.Default.ShownCheck), KeptAnswer.Place(id, actor.OperatorId)),
        };
    }

    /// <summary>The outcome, when this person asked for it and its time is not over; null otherwise.</summary>
    /// <param name="requestId">Request id of the check, 32 lower-case hexadecimal digits.</param>
    /// <param name="actor">Who wants to see it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ShownCheck?> FindAsync(string requestId, Actor actor, CancellationToken cancellationToken)
    {
        var id = KeptId(requestId);
        var box = await _find.FirstAsync(row => row.GetFieldValue<byte[]>(0), cancellationToken, id, actor.OperatorId, clock.GetUtcNow().ToUnixMicroseconds());
        return box is null ? null : JsonSerializer.Deserialize(_cipher.Open(box, KeptAnswer.Place(id, actor.OperatorId)), CheckJsonContext.Default.ShownCheck);
    }

    public void Dispose() => _find.Dispose();

    // No request id of a lookup reads so: neither is ever opened as the other.
    private static string KeptId(string requestId) => "k" + requestId[1..];
}

/// <summary>A check as it is shown: what was compared, and what the registry said.</summary>
public sealed record ShownCheck
{
    public required string AuditNumber { get; init; }

    public required string CaseNumber { get; init; }

    public required CheckFacts Facts { get; init; }

    public required DateTime AskedAt { get; init; }

    public required DateTime KeptUntil { get; init; }

    public required CertificateOutcome Outcome { get; init; }

    public required IReadOnlyList<CertificateField> Differing { get; init; }

    public CertificateVoiding? VoidedBy { get; init; }

    public CertificateChange? Change { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ShownCheck))]
internal sealed partial class CheckJsonContext : JsonSerializerContext;
