using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>Changes to accounts and people, as the evidence tells them. Action names are stored and never renamed.</summary>
internal static class AccountEvents
{
    public static ChangeIntended Issued(Account account, Institution institution) => new()
    {
        Action = "account.issued",
        Target = account.UserName!,
        After = new Dictionary<string, string> { ["role"] = account.Role.ToString(), ["institution"] = institution.Code },
    };

    public static ChangeIntended PasswordReset(Account account) => new() { Action = "account.password-reset", Target = account.UserName! };

    public static ChangeIntended OwnPasswordChanged(Account account) => new() { Action = "account.password-changed", Target = account.UserName! };

    public static ChangeIntended StateChanged(Account account, AccountState state) => new()
    {
        Action = state switch
        {
            AccountState.Active => "account.resumed",
            AccountState.Suspended => "account.suspended",
            AccountState.Cancelled => "account.cancelled",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        },
        Target = account.UserName!,
        Before = new Dictionary<string, string> { ["state"] = account.State.ToString() },
        After = new Dictionary<string, string> { ["state"] = state.ToString() },
    };

    public static ChangeIntended PersonEnrolled(Account account, int number, string name) => new()
    {
        Action = "person.enrolled",
        Target = Actor.FormatAuditName(account.UserName!, number),
        After = new Dictionary<string, string> { ["name"] = name },
    };

    public static ChangeIntended PersonRetired(Account account, Operator person, string reason) => new()
    {
        Action = "person.retired",
        Target = Actor.FormatAuditName(account.UserName!, person.Number),
        Reason = reason,
        Before = new Dictionary<string, string> { ["name"] = person.Name },
    };

    public static ChangeIntended FactorReplaced(Account account, Operator person) => new()
    {
        Action = "person.second-factor-replaced",
        Target = Actor.FormatAuditName(account.UserName!, person.Number),
        Before = new Dictionary<string, string> { ["name"] = person.Name },
    };
}
