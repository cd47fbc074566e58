namespace NotaryMarriageQuery.Core.Sanctions;

/// <summary>What keeps somebody from looking up: a suspension or cancellation that is in force.</summary>
/// <param name="Kind">Suspension or cancellation.</param>
/// <param name="IsOfPerson">Against the person alone; else against the institution.</param>
/// <param name="DecisionNumber">决定文号.</param>
/// <param name="EndsAt">When it ends by itself, in microseconds since the Unix epoch; null for a cancellation.</param>
public sealed record Ban(SanctionKind Kind, bool IsOfPerson, string DecisionNumber, long? EndsAt)
{
    /// <summary>The heaviest of the decisions that holds against a person of an institution now; null when none does.</summary>
    /// <remarks>A person is also known by name within the institution, so that a new enrolment does not shake a decision off.</remarks>
    public static Ban? Of(IEnumerable<Sanction> decided, Guid institutionId, Guid operatorId, string personName, long now) => decided
        .Where(s => s.InstitutionId == institutionId && s.StateAt(now, isLifted: false) == SanctionState.InForce)
        .Where(s => s.OperatorId is null || s.OperatorId == operatorId || s.PersonName == personName)
        .OrderByDescending(s => s.Kind == SanctionKind.Cancellation).ThenBy(s => s.OperatorId is not null).ThenByDescending(s => s.EndsAt)
        .Select(s => new Ban(s.Kind, s.OperatorId is not null, s.DecisionNumber, s.EndsAt))
        .FirstOrDefault();
}
