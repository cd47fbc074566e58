using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>All accounts with the people behind them (Z 附件2).</summary>
public sealed class AccountsModel(PortalDbContext db, LastUse lastUse) : PageModel
{
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var people = await db.Operators.Where(o => o.IsActive).OrderBy(o => o.Number).AsNoTracking().ToListAsync(cancellationToken);
        var byAccount = people.ToLookup(p => p.AccountId);
        var accounts = await db.Accounts.AsNoTracking().OrderBy(a => a.Role).ThenBy(a => a.UserName)
            .Join(db.Institutions, a => a.InstitutionId, i => i.Id, (a, i) => new { Account = a, Institution = i.Name })
            .ToListAsync(cancellationToken);
        var rows = new List<Row>(accounts.Count);
        foreach (var (account, institution) in accounts.Select(a => (a.Account, a.Institution)))
        {
            var behind = byAccount[account.Id].ToList();
            var used = account.Role == AccountRole.NotaryOffice ? (await lastUse.OfAsync(account.UserName!, behind, cancellationToken)).Values.Max() : null;
            rows.Add(new Row(account.UserName!, institution, account.Role, account.State, account.LastSignInAt, used, [.. behind.Select(p => p.Name)]));
        }

        Rows = rows;
    }

    /// <summary>An account in the list.</summary>
    public sealed record Row(string Name, string Institution, AccountRole Role, AccountState State, DateTime? LastSignInAt, DateTime? LastLookUpAt, IReadOnlyList<string> People);
}
