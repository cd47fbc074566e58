using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Core.Verifications;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>Verifications of the institutions that one supervises; reading them is evidence.</summary>
public sealed class VerificationsModel(VerificationBook book, LogInspection inspection) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Institution { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    public IReadOnlyList<SelectListItem> Institutions { get; private set; } = [];

    public VerificationPage List { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var actor = HttpContext.Actor();
        Institutions = [.. (await inspection.InstitutionsAsync(actor, cancellationToken)).Where(i => i.Kind == InstitutionKind.NotaryOffice).Select(i => new SelectListItem(i.Name, i.Code))];
        Institution = Institutions.FirstOrDefault(i => i.Value == Institution)?.Value;
        List = await book.InspectAsync(After, Institution, actor, cancellationToken);
    }
}
