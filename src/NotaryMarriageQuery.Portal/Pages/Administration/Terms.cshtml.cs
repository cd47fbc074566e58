using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Terms;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Administration;

/// <summary>The province's terms of use: all versions, and a new one.</summary>
public sealed class TermsModel(PortalDbContext db, TermsService terms) : PageModel
{
    // Whatever the characters, so many fit into the 16 KB that a field of a form may take on its way here.
    private const int MostCharacters = 1300;

    private static readonly InlineValidator<TermsModel> _validator = new()
    {
        v => v.RuleFor(m => m.Text).LongText("请输入使用规定的全文", MostCharacters, "使用规定"),
        v => v.RuleFor(m => m.Reason).Text("请填写理由", 100, "理由"),
    };

    /// <summary>The newest first.</summary>
    public IReadOnlyList<TermsVersion> Versions { get; private set; } = [];

    public int Accepted { get; private set; }

    public int NotAccepted { get; private set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The newest version when the page was opened.</summary>
    [BindProperty]
    public string? After { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        Text = Versions.Count > 0 ? Versions[0].Text : null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!this.IsValid(_validator))
        {
            await LoadAsync(cancellationToken);
            return this.Again();
        }

        if (int.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var after) && await PublishAsync(after, cancellationToken))
        {
            return Redirect("/administration/terms");
        }

        await LoadAsync(cancellationToken);
        return this.Again("", "您打开本页后，他人发布了新版本（见下）。您填写的全文仍保留在上面，请核对后再发布", StatusCodes.Status409Conflict);
    }

    // Two at the same moment: the number is a key, the database lets one through.
    private async Task<bool> PublishAsync(int after, CancellationToken cancellationToken)
    {
        try
        {
            return await terms.PublishAsync(Text!.ReplaceLineEndings("\n").Trim(), after, Reason!.Trim(), HttpContext.Actor(), cancellationToken);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Versions = await db.Terms.AsNoTracking().OrderByDescending(t => t.Number).ToListAsync(cancellationToken);
        var number = Versions.Count > 0 ? Versions[0].Number : 0;
        var clerks = db.Operators.Where(o => o.IsActive && db.Accounts.Any(a => a.Id == o.AccountId && a.Role == AccountRole.NotaryOffice && a.State == AccountState.Active));
        Accepted = await clerks.CountAsync(o => o.AcceptedTerms >= number, cancellationToken);
        NotAccepted = await clerks.CountAsync(o => o.AcceptedTerms < number, cancellationToken);
    }
}
