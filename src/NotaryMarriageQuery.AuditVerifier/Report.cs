using System.Globalization;
using AuditFormat;

namespace NotaryMarriageQuery.AuditVerifier;

/// <summary>What the inspector reads at the end: the findings, what was gone through, and the verdict.</summary>
internal static class Report
{
    /// <summary>Writes the report and returns the exit code.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="head">The newest checkpoint; null when its signature was wrong, so that nothing it says counts.</param>
    /// <param name="checkpoints">Checkpoints compared.</param>
    /// <param name="rows">What was gone through; null when the rows were not looked at or not to the end.</param>
    /// <param name="output">Receives the lines.</param>
    public static int Write(Findings findings, Checkpoint? head, int checkpoints, LogSummary? rows, TextWriter output)
    {
        Show(findings.Tampered, findings.TamperedCount, "", output);
        Show(findings.Warnings, findings.WarningCount, "警告：", output);
        if (head is not null)
        {
            output.WriteLine($"日志：{head.Origin}");
            var writers = rows?.Writers.ToString(CultureInfo.InvariantCulture) ?? "未核";
            output.WriteLine($"行数：{rows?.Rows ?? head.Size}　检查点：{checkpoints}　写入者：{writers}");
        }

        if (rows is { FirstAt: { } first, LastAt: { } last })
        {
            output.WriteLine($"时间：{Instant.Format(first)} 至 {Instant.Format(last)}");
        }

        var good = findings.TamperedCount == 0;
        output.WriteLine(good
            ? $"结论：完整，未被改动（good）。警告 {findings.WarningCount} 条。"
            : $"结论：已被改动（tampered），共 {findings.TamperedCount} 处。");
        return good ? Verifier.Good : Verifier.Tampered;
    }

    private static void Show(IReadOnlyList<Finding> findings, long count, string prefix, TextWriter output)
    {
        foreach (var finding in findings)
        {
            output.WriteLine(prefix + finding);
        }

        if (count > findings.Count)
        {
            output.WriteLine($"{prefix}……另有 {count - findings.Count} 条未列出");
        }
    }
}
