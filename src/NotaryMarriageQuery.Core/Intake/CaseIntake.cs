using System.Buffers;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Openings;

namespace NotaryMarriageQuery.Core.Intake;

/// <summary>Takes an upload in (A6): what is right is stored, what is not is named. An upload that was broken off is simply sent again.</summary>
public sealed class CaseIntake(CaseStore store, IDbContextFactory<PortalDbContext> contexts, AuditLog audit, TimeProvider clock)
{
    /// <summary>Most cases in one call.</summary>
    public const int MostCases = 10_000;

    /// <summary>Stores the cases of a body that <see cref="CaseRecordReader.Count"/> has gone through; evidence before and after.</summary>
    public async Task<UploadReceipt> TakeInAsync(ServerCaller caller, ReadOnlySequence<byte> body, int count, string digest)
    {
        var came = clock.GetUtcNow();
        var intended = new ChangeIntended
        {
            Action = "cases.uploaded",
            Target = caller.Code,
            After = new Dictionary<string, string> { ["received"] = Text(count), ["digest"] = digest },
        };
        var receipt = new UploadReceipt(count, 0, 0, [], digest);
        await audit.ChangeAsync(intended, caller.Code, caller.AuditName, caller.Address.ToString(), "", async () =>
        {
            receipt = await StoreAsync(caller, body, receipt, ChinaDay.At(came));
            await NoteAsync(caller, receipt, came);
            return new Dictionary<string, string>
            {
                ["stored"] = Text(receipt.Stored),
                ["unchanged"] = Text(receipt.Unchanged),
                ["rejected"] = Text(receipt.Rejected.Count),
            };
        });
        return receipt;
    }

    private async Task<UploadReceipt> StoreAsync(ServerCaller caller, ReadOnlySequence<byte> body, UploadReceipt receipt, DateOnly today)
    {
        var reader = new CaseRecordReader(body, today);
        var records = new List<CaseRecord>(CaseStore.BatchSize);
        var rejected = new List<RejectedRecord>();
        var (stored, good) = (0, 0);
        bool more;
        do
        {
            records.Clear();
            more = reader.Read(records, CaseStore.BatchSize);
            rejected.AddRange(records.Where(r => r.Case is null).Select(r => new RejectedRecord(r.Index, r.CaseNumber, r.Reason)));
            var batch = records.Where(r => r.Case is not null).Select(r => r.Case!).ToList();
            good += batch.Count;
            stored += batch.Count == 0 ? 0 : await store.StoreAsync(caller.InstitutionId, batch);
        }
        while (more);
        return receipt with { Stored = stored, Unchanged = good - stored, Rejected = rejected };
    }

    // A day without cases counts as uploaded; a body of which nothing could be taken in does not.
    private async Task NoteAsync(ServerCaller caller, UploadReceipt receipt, DateTimeOffset came)
    {
        if (receipt.Received > 0 && receipt.Rejected.Count == receipt.Received)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync();
        await db.Openings.Where(o => o.InstitutionId == caller.InstitutionId).ExecuteUpdateAsync(s => s
            .SetProperty(o => o.UploadedAt, came.ToUnixMicroseconds())
            .SetProperty(o => o.LastReceived, receipt.Received)
            .SetProperty(o => o.LastStored, receipt.Stored)
            .SetProperty(o => o.LastRejected, receipt.Rejected.Count));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
