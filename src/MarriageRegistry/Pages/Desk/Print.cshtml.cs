using System.Globalization;
using MarriageRegistry.Booklets;
using MarriageRegistry.Data;
using MarriageRegistry.Desk.Accounts;
using MarriageRegistry.Desk.Journal;
using MarriageRegistry.Desk.Printing;
using MarriageRegistry.Registrations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace MarriageRegistry.Pages.Desk;

/// <summary>打印证书: the pages that are left, at the booklet's size, in the order of E3; everything else on the page stays on the screen.</summary>
public sealed class PrintModel(IDbContextFactory<RegistryDbContext> contexts, PrintDesk printing, DeskJournal journal) : PageModel
{
    private PrintOrder _order = null!;

    [BindProperty(SupportsGet = true, Name = "side")]
    public string? SideText { get; set; }

    public MarriageRegistration Registration => _order.Registration;

    public Printer? Printer { get; private set; }

    public IReadOnlyList<SelectListItem> Printers { get; private set; } = [];

    internal IReadOnlyList<PageToPrint> Steps => _order.Pages;

    /// <summary>What is printed now: the pages not yet confirmed.</summary>
    internal IReadOnlyList<PageToPrint> Sheets { get; private set; } = [];

    public bool IsDivorce => Registration.Kind is RegistrationKind.Divorce or RegistrationKind.ReissuedDivorceCertificate;

    public string Title
    {
        get
        {
            var what = IsDivorce ? "离婚证" : "结婚证";
            return _order.Side switch { PrintSide.Man => $"打印《{what}》男", PrintSide.Woman => $"打印《{what}》女", _ => "一键打印证书" };
        }
    }

    public async Task<IActionResult> OnGetAsync(long id, long? printer, CancellationToken cancellationToken)
    {
        if (await LoadAsync(id, printer, cancellationToken) is { } refused)
        {
            return refused;
        }

        await journal.WriteAsync(DeskActor.Of(HttpContext), DeskActs.PrintOpened, id, string.Create(CultureInfo.InvariantCulture, $"{Title}，{Sheets.Count} 页"), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync(long id, string? pageKey, long? printerId, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (Side() is not { } side)
        {
            return NotFound();
        }

        var problem = await printing.ConfirmAsync(new ConfirmPrint(id, side, pageKey, printerId), DeskActor.Of(HttpContext), cancellationToken);
        return await AnswerAsync(id, printerId, problem, cancellationToken);
    }

    public async Task<IActionResult> OnPostRepeatAsync(long id, string? reason, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        if (Side() is not { } side)
        {
            return NotFound();
        }

        return await AnswerAsync(id, null, await printing.RepeatAsync(id, side, reason, DeskActor.Of(HttpContext), cancellationToken), cancellationToken);
    }

    public string Grouped(Booklet booklet) => BookletCode.TryParse(booklet.Code, out var code) ? code.Grouped : "";

    private async Task<IActionResult> AnswerAsync(long id, long? printer, string? problem, CancellationToken cancellationToken)
    {
        if (problem is null)
        {
            return Redirect(string.Create(CultureInfo.InvariantCulture, $"/desk/registrations/{id}/print?side={SideText}{(printer is null ? "" : $"&printer={printer}")}"));
        }

        return await LoadAsync(id, printer, cancellationToken) ?? this.Again(problem);
    }

    private PrintSide? Side() => SideText switch { "all" or null => PrintSide.All, "man" => PrintSide.Man, "woman" => PrintSide.Woman, _ => null };

    // Null when the page can be shown.
    private async Task<IActionResult?> LoadAsync(long id, long? printer, CancellationToken cancellationToken)
    {
        var office = DeskActor.Of(HttpContext).OfficeCode;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (Side() is not { } side || await PrintOrder.ReadAsync(db, id, side, cancellationToken) is not { Pages.Count: > 0 } order)
        {
            return NotFound();
        }

        if (order.Registration.OfficeCode != office)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        SideText ??= "all";
        var printers = await db.Printers.AsNoTracking().Where(p => p.OfficeCode == office).OrderBy(p => p.Name).ToListAsync(cancellationToken);
        Printer = printers.Find(p => p.Id == printer) ?? (printer is null ? printers.FirstOrDefault() : null);
        Printers = [new SelectListItem("不校准", "0"), .. printers.Select(p => new SelectListItem(p.Name, p.Id.ToString(CultureInfo.InvariantCulture)))];
        _order = order;
        Sheets = [.. order.Left];
        return null;
    }
}
