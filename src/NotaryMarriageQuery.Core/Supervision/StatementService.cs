using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Acts;
using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Supervision;

/// <summary>Tells a citizen who looked at their data (个人信息保护法 44, 45): the auditor makes a statement from the evidence in plain words.</summary>
public sealed class StatementService(TrailReader trails, ActFollower follower, AuditLog audit)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>Makes a statement. The request is evidence before anything is shown.</summary>
    /// <param name="name">Name of the citizen, as shown on the identity document.</param>
    /// <param name="idNumber">18-character ID number.</param>
    /// <param name="application">Number or date of the written application.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<CitizenStatement> MakeAsync(string name, string idNumber, string application, Actor actor, CancellationToken cancellationToken)
    {
        await follower.CatchUpAsync(_patience, cancellationToken);
        var trail = await trails.FindAsync(idNumber, organisations: null, cancellationToken);
        var lookups = trail.Rows.Where(r => r.Facts is not null).ToList();
        var entry = await audit.RecordAsync(
            AuditKind.Search, new StatementMade { Name = name, IdNumber = idNumber, Application = application, Rows = lookups.Count }, actor, subject: idNumber);
        return new CitizenStatement(AuditNumber.Format(entry.Id), entry.AtUtc, [.. lookups.Select(l => new StatementLine(l, trail.Rows.Count(r => Follows(r, l, AuditKind.View)), trail.Rows.Count(r => Follows(r, l, AuditKind.Print))))], trail.HasOlder);
    }

    private static bool Follows(LogRow later, LogRow lookup, AuditKind kind) => later.Entry.Kind == kind && later.Entry.Request.AsSpan().SequenceEqual(lookup.Entry.Request);
}

/// <summary>What a citizen is told.</summary>
/// <param name="Number">Audit number of the statement itself.</param>
/// <param name="AtUtc">When it was made.</param>
/// <param name="Lines">Each lookup, refused ones included, oldest first.</param>
/// <param name="HasOlder">There were more lookups than are listed.</param>
public sealed record CitizenStatement(string Number, DateTime AtUtc, IReadOnlyList<StatementLine> Lines, bool HasOlder);

/// <summary>A lookup in a statement, and how often its answer was shown and printed.</summary>
public sealed record StatementLine(LogRow Row, int Views, int Prints);
