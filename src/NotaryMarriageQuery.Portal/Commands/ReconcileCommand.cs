using System.Globalization;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;

namespace NotaryMarriageQuery.Portal.Commands;

/// <summary><c>audit reconcile</c>: compares the registry's list, from a file or an address, with the evidence.</summary>
internal static class ReconcileCommand
{
    /// <summary>0 nothing unexplained, 1 something is, 2 the list cannot be read.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, string source, CommandLine line, TextWriter output, TextWriter errors)
    {
        IReadOnlyList<RegistryLine> theirs;
        DateTime from, to;
        try
        {
            await using var list = await OpenAsync(source);
            theirs = Reconciliation.ReadList(list);
            from = Day(line["from"], DateTime.UnixEpoch);
            to = Day(line["to"], DateTime.MaxValue.AddDays(-2)).AddDays(1);
        }
        catch (Exception e) when (e is FormatException or IOException or HttpRequestException or UnauthorizedAccessException or TaskCanceledException)
        {
            await errors.WriteLineAsync("不能读取应答清单：" + e.Message);
            return 2;
        }

        var result = services.GetRequiredService<Reconciliation>().Compare(theirs, from, to);
        await services.GetRequiredService<AuditWriter>().AppendAsync(new AuditDraft(AuditKind.Search, new LogReconciled
        {
            Both = result.Both.Count,
            OnlyOurs = result.OnlyOurs.Count,
            OnlyTheirs = result.OnlyTheirs.Count,
        }) { Actor = "command-line" });

        await output.WriteLineAsync($"双方一致 {result.Both.Count} 条，仅本系统 {result.OnlyOurs.Count} 条，仅民政平台 {result.OnlyTheirs.Count} 条");
        foreach (var ours in result.OnlyOurs)
        {
            await output.WriteLineAsync($"仅本系统 {AuditNumber.Format(ours.Entry.Id)} {Convert.ToHexStringLower(ours.Entry.Request)} {ours.Status?.ToString() ?? "InDoubt"}");
        }

        foreach (var foreign in result.OnlyTheirs)
        {
            await output.WriteLineAsync($"仅民政平台 {(foreign.RequestId.Length > 0 ? foreign.RequestId : "（无编号）")} {foreign.Time:yyyy-MM-dd HH:mm:ss}Z");
        }

        return result.OnlyTheirs.Count == 0 && !result.Unexplained.Any() ? 0 : 1;
    }

    private static async Task<Stream> OpenAsync(string source)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return File.OpenRead(source);
        }

        using var client = new HttpClient { MaxResponseContentBufferSize = Reconciliation.MaxListLength, Timeout = TimeSpan.FromSeconds(60) };
        return new MemoryStream(await client.GetByteArrayAsync(address));
    }

    // Days are China's.
    private static DateTime Day(string? text, DateTime otherwise) => text is null
        ? otherwise
        : DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None).AddHours(-8);
}
