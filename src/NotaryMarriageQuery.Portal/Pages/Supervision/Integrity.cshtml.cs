using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Supervision;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages.Supervision;

/// <summary>Whether the evidence proves itself: newest checkpoint, lag, alarms, verification, and what is handed to others.</summary>
public sealed class IntegrityModel(
    SealingState state, SigningKey signing, LogName name, VerificationRun verification, LogExport export, LogReader reader, RestoreDecision restore, AuditLog audit)
    : PageModel
{
    private static readonly InlineValidator<IntegrityModel> _validator = new()
    {
        v => v.RuleFor(m => m.Reason).Text("请填写理由", 100, "理由"),
    };

    public SealingState State => state;

    public VerificationRun Verification => verification;

    public IReadOnlyList<LogRow> Alarms { get; private set; } = [];

    public string VerifierKey { get; private set; } = "";

    [BindProperty]
    public string? Reason { get; set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public IActionResult OnPostVerify()
    {
        verification.Start(HttpContext.Actor());
        return Redirect("/supervision/integrity");
    }

    public IActionResult OnGetCheckpoint() => state.Note is { } note
        ? File(System.Text.Encoding.UTF8.GetBytes(note), "text/plain; charset=utf-8", $"checkpoint-{state.Head!.Size}.txt")
        : NotFound();

    public IActionResult OnGetKey() => File(System.Text.Encoding.UTF8.GetBytes(name.Current() is var origin ? signing.PublicKey(origin).Format() + "\n" : ""), "text/plain; charset=utf-8", "audit-key.txt");

    public IActionResult OnGetPem() => File(System.Text.Encoding.UTF8.GetBytes(signing.PublicPem() + "\n"), "application/x-pem-file", "audit-key.pem");

    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancellationToken)
    {
        await audit.RecordAsync(AuditKind.Search, new LogExported(), HttpContext.Actor());

        // Into a file first: an archive that breaks off half-way would look like a damaged log.
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65536, FileOptions.DeleteOnClose);
        if (await Task.Run(() => export.WriteZip(file, cancellationToken), cancellationToken) is not { } rows)
        {
            await file.DisposeAsync();
            return NotFound();
        }

        file.Position = 0;
        return File(file, "application/zip", $"audit-{rows}.zip");
    }

    public async Task<IActionResult> OnPostAcceptAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!this.IsValid(_validator))
        {
            return this.Again();
        }

        return await restore.AcceptAsync(Reason!.Trim(), HttpContext.Actor())
            ? Redirect("/supervision/integrity")
            : this.Again("Reason", "当前没有需要处理的恢复。", StatusCodes.Status409Conflict);
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        VerifierKey = signing.PublicKey(name.Current()).Format();
        Alarms = await reader.AlarmsAsync(cancellationToken);
        if (verification.IsRunning)
        {
            Response.Headers["Refresh"] = "2";
        }
    }
}
