using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NotaryMarriageQuery.Core.Reports;
using NotaryMarriageQuery.Portal.Security;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>Answers with one of the lists as a spreadsheet, for bureaus and for the province.</summary>
public static class ReportExporting
{
    public static IReadOnlyList<SelectListItem> Choices { get; } =
    [
        new("账户管理人员名单（附件2）.xlsx", ReportExport.Files[0]), new("账户管理人员名单（附件2）.csv", ReportExport.Files[1]),
        new("信息化建设信息（附件4）.xlsx", ReportExport.Files[2]), new("信息化建设信息（附件4）.csv", ReportExport.Files[3]),
    ];

    /// <summary>Null when there is no such list.</summary>
    public static async Task<FileStreamResult?> SpreadsheetAsync(this PageModel page, ReportExport export, string? file, CancellationToken cancellationToken)
    {
        if (file is null || !ReportExport.Files.Contains(file))
        {
            return null;
        }

        // Into memory first: a file that breaks off half-way would look like a short list. A province has a few hundred lines.
        var stream = new MemoryStream();
        await export.WriteAsync(file, stream, page.HttpContext.Actor(), cancellationToken);
        stream.Position = 0;
        var type = file.EndsWith(".csv", StringComparison.Ordinal) ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        return new FileStreamResult(stream, type) { FileDownloadName = file };
    }
}
