using System.Globalization;
using CivilIdentity;
using MarriageRegistry.Data;
using MarriageRegistry.Desk;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Entry;
using MarriageRegistry.Desk.Journal;
using MarriageRegistry.Registrations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Pages.Desk;

/// <summary>查询办理: by a full number only. The question travels in the form, never in an address.</summary>
public sealed class SearchModel(IDbContextFactory<RegistryDbContext> contexts, DeskJournal journal, TimeProvider clock) : PageModel
{
    private const int Most = 50;

    [BindProperty]
    public string? IdNumber { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    public IReadOnlyList<MarriageRegistration>? Found { get; private set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        ResidentId? person = null;
        CertificateNumber? number = null;
        if (!string.IsNullOrWhiteSpace(IdNumber) && !ResidentId.TryParse(IdNumber, ChinaTime.Today(clock), out person, out _))
        {
            ModelState.AddModelError(nameof(IdNumber), "身份证号码不正确，请逐位核对");
        }

        if (!string.IsNullOrWhiteSpace(Number) && !CertificateNumber.TryParse(Number, out number))
        {
            ModelState.AddModelError(nameof(Number), "证书字号过长或含有无法识别的字符，请重新输入");
        }

        if (ModelState.IsValid && person is null && number is null)
        {
            ModelState.AddModelError(nameof(IdNumber), "请填写身份证号码或证书字号");
        }

        if (!ModelState.IsValid)
        {
            return this.Again();
        }

        var found = await FindAsync(person, number, cancellationToken);
        await journal.WriteAsync(
            DeskActor.Of(HttpContext), DeskActs.Searched, null, string.Create(CultureInfo.InvariantCulture, $"按{(person is null ? "字号" : "证件号码")}，{found.Count} 条"), cancellationToken);
        Found = found;
        return Page();
    }

    private async Task<IReadOnlyList<MarriageRegistration>> FindAsync(ResidentId? person, CertificateNumber? number, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = person is not null
            ? await MarriageSpan.ReadAsync(db, person, cancellationToken)
            : await db.Registrations.AsNoTracking().Where(r => r.CertificateNumber == number!.Value).OrderBy(r => r.RegisteredOn).ThenBy(r => r.Id).Take(Most).ToListAsync(cancellationToken);
        return [.. found.Where(r => number is null || r.CertificateNumber == number.Value).Reverse().Take(Most)];
    }
}
