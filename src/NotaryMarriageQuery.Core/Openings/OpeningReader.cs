using System.Data.Common;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Openings;

/// <summary>Reads whether lookups are open to an institution: one row by its key, on every lookup.</summary>
public sealed class OpeningReader(PortalDatabase database, TimeProvider clock) : IDisposable
{
    private readonly PreparedQuery _find = new(
        database,
        """
        SELECT o.seen_at, o.uploaded_at, o.override_ends_at, r.connection_grace_minutes, r.upload_grace_minutes, r.contact, o.allows_manual_cases
        FROM opening_rule r LEFT JOIN opening o ON o.institution_id = @institution
        """,
        "@institution");

    /// <summary>The state now; an institution that is not known is closed.</summary>
    public async Task<OpeningState> GetAsync(Institution? institution, CancellationToken cancellationToken)
    {
        var conditions = institution is null ? null : await _find.FirstAsync(Read, cancellationToken, institution.Id);
        return conditions?.For(institution!, clock.GetUtcNow()) ?? new OpeningState(new Closure(ClosureCause.Province, "", null, ""), null, AllowsManualCases: false);
    }

    public void Dispose() => _find.Dispose();

    private static OpeningConditions Read(DbDataReader row) => new(
        Number(row, 0), Number(row, 1), Number(row, 2), row.GetInt32(3), row.GetInt32(4), row.GetString(5), !row.IsDBNull(6) && row.GetBoolean(6));

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
