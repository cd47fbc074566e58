using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Terms;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Account;

/// <summary>The terms of use in force, to be read by everybody and accepted by whoever looks up.</summary>
public sealed class TermsModel(PortalDbContext db, TermsService terms) : PageModel
{
    public TermsVersion? Current { get; private set; }

    /// <summary>When the person who reads accepted this version; null when not.</summary>
    public DateTime? AcceptedAt { get; private set; }

    public bool MustAccept => HttpContext.Actor().MustAcceptTerms && AcceptedAt is null;

    /// <summary>The version that was read.</summary>
    [BindProperty]
    public string? Number { get; set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (int.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await terms.AcceptAsync(number, HttpContext.Actor(), cancellationToken))
        {
            return Redirect(HttpContext.Actor().Role == Core.Accounts.AccountRole.NotaryOffice ? "/queries/new" : "/");
        }

        await LoadAsync(cancellationToken);
        return this.Again("", "使用规定刚刚更新，请阅读下面的新版本", StatusCodes.Status409Conflict);
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Current = await terms.FindCurrentAsync(cancellationToken);
        var id = HttpContext.Actor().OperatorId;
        var person = await db.Operators.AsNoTracking().SingleAsync(o => o.Id == id, cancellationToken);
        AcceptedAt = Current is not null && person.AcceptedTerms >= Current.Number ? person.AcceptedTermsAt : null;
    }
}
