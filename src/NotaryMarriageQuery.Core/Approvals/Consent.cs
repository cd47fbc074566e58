using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Core.Approvals;

/// <summary>With what right an act that widens rights is done. Nothing goes round it.</summary>
/// <remarks>Given by <see cref="ApprovalService"/>, and where the province approves what a bureau reported: two people of two houses.</remarks>
public sealed record Consent
{
    internal Consent(string reason, string askedBy) => (Reason, AskedBy) = (reason, askedBy);

    public string Reason { get; }

    /// <summary>Who asked, when it was somebody else than who acts; empty when there was only one admin to do both.</summary>
    public string AskedBy { get; }

    /// <summary>What is about to be changed, with the consent in it.</summary>
    internal ChangeIntended On(ChangeIntended intended) => intended with { Reason = Reason, AskedBy = AskedBy, OnePairOfEyes = AskedBy.Length == 0 };
}
