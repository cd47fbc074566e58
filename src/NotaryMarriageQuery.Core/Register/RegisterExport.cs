using System.Globalization;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Spreadsheets;

namespace NotaryMarriageQuery.Core.Register;

/// <summary>Writes a register in the layout of 附件3 while it is read; a hundred thousand lines take no more memory than one page.</summary>
public sealed class RegisterExport(UsageRegister register, AuditLog audit)
{
    public const string Title = "公证机构婚姻登记信息查询使用登记表";

    /// <summary>Columns of 附件3.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["序号", "查询人", "被查询人姓名", "被查询人身份证号", "公证事项", "公证受理号", "公证书编号", "查询时间"];

    /// <summary>The cells of a line, in the order of <see cref="Columns"/>.</summary>
    public static string[] Cells(RegisterLine line) =>
    [
        line.Number.ToString(CultureInfo.InvariantCulture), line.Person, line.Name, line.IdNumber, line.Matter, line.CaseNumber, line.CertificateNumber,
        line.AtUtc.AddHours(8).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
    ];

    /// <summary>Makes the handing out durable and returns what writes the file. Ends with a line that says how many there are, so that a broken file shows.</summary>
    public async Task<Func<Stream, Task>> PrepareAsync(RegisterFilter filter, bool asText, Actor actor, CancellationToken cancellationToken)
    {
        var count = await register.CountAsync(filter, cancellationToken);
        await audit.RecordAsync(
            AuditKind.Search, new RegisterOpened { Institution = filter.Institution.Code, Year = filter.Year, Form = asText ? "csv" : "xlsx", Lines = count }, actor);
        return stream => WriteAsync(filter, asText, stream, cancellationToken);
    }

    private async Task WriteAsync(RegisterFilter filter, bool asText, Stream stream, CancellationToken cancellationToken)
    {
        using ISheetWriter writer = asText ? new CsvWriter(stream) : new XlsxWriter(stream, "使用登记表", 8, 14, 16, 24, 22, 24, 30, 22);
        writer.Write(Title);
        writer.Write($"公证机构：{filter.Institution.Name}", $"年度：{filter.Year}");
        writer.Write(Columns);
        var count = 0;
        await foreach (var line in register.ReadAsync(filter, cancellationToken))
        {
            writer.Write(Cells(line));
            count++;
        }

        writer.Write($"共 {count} 条");
    }
}
