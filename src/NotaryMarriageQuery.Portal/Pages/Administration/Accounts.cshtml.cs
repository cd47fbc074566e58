using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>All accounts with the people behind them (Z 附件2).</summary>
public sealed class AccountsModel(PortalDbContext db) : PageModel
{
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var people = await db.Operators.Where(o => o.IsActive).OrderBy(o => o.Number).Select(o => new { o.AccountId, o.Name }).ToListAsync(cancellationToken);
        var byAccount = people.ToLookup(p => p.AccountId, p => p.Name);
        var accounts = await db.Accounts.AsNoTracking().OrderBy(a => a.Role).ThenBy(a => a.UserName)
            .Join(db.Institutions, a => a.InstitutionId, i => i.Id, (a, i) => new { Account = a, Institution = i.Name })
            .ToListAsync(cancellationToken);
        Rows = [.. accounts.Select(a => new Row(a.Account.UserName!, a.Institution, a.Account.Role, a.Account.State, a.Account.LastSignInAt, [.. byAccount[a.Account.Id]]))];
    }

    /// <summary>An account in the list.</summary>
    public sealed record Row(string Name, string Institution, AccountRole Role, AccountState State, DateTime? LastSignInAt, IReadOnlyList<string> People);
}
