using Microsoft.AspNetCore.Mvc;
using NotaryMarriageQuery.Core.Files;

namespace NotaryMarriageQuery.Portal.Pages;

/// <summary>How kept files read, and how they are handed out.</summary>
internal static class FileText
{
    /// <summary>Largest body of a form with one file: the file and room for the other fields.</summary>
    public const int MaxForm = KeptFile.MaxLength + (256 * 1024);

    public static string Of(FileFormat format) => format switch
    {
        FileFormat.Pdf => "PDF",
        FileFormat.Png => "PNG 图片",
        FileFormat.Jpeg => "JPEG 图片",
        _ => "",
    };

    public static string Of(FileProblem problem) => problem switch
    {
        FileProblem.Empty => "请选择文件；空文件不能接收。",
        FileProblem.TooLarge => "文件超过 10 MB，请压缩或分成几个文件。",
        FileProblem.UnknownFormat => "只接收 PDF、PNG、JPEG 文件；系统按文件内容识别，改扩展名无效。",
        FileProblem.Damaged => "文件不完整或已损坏，请重新扫描或导出。",
        FileProblem.HoldsMore => "文件末尾附有其他数据，不能接收。请重新扫描或导出。",
        FileProblem.Active => "PDF 含有脚本、命令或附件，不能接收。请重新扫描，或打印为 PDF。",
        FileProblem.TooMany => $"文件已有 {KeptFile.MostOfOne} 个，不能再添加。",
        FileProblem.SameAgain => "这个文件已经上传过。",
        FileProblem.NoOwner => "这次查询不是受委托的查询，或不是本机构的查询。",
        _ => "文件不能接收。",
    };

    public static string Size(int bytes) => bytes < 1024 * 1024 ? $"{Math.Max(1, bytes / 1024)} KB" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MB");

    /// <summary>Content of an uploaded file; empty when none was chosen. What is too large is not read to its end.</summary>
    public static async Task<byte[]> ReadAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return [];
        }

        await using var stream = file.OpenReadStream();
        var content = new byte[Math.Min(file.Length, KeptFile.MaxLength + 1)];
        await stream.ReadExactlyAsync(content, cancellationToken);
        return content;
    }

    /// <summary>A file to be saved and not shown; its name tells nothing of what it holds.</summary>
    public static FileContentResult ToResult(this FileDownload file, string name)
    {
        var (type, ending) = file.Format switch
        {
            FileFormat.Pdf => ("application/pdf", "pdf"),
            FileFormat.Png => ("image/png", "png"),
            _ => ("image/jpeg", "jpg"),
        };
        return new FileContentResult(file.Content, type) { FileDownloadName = $"{name}.{ending}" };
    }
}
