using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace NotaryMarriageQuery.Portal.Pages.Register;

/// <summary>A file that is written while it is sent. When writing fails the connection breaks off, so that half a file is not taken for a whole one.</summary>
internal sealed class StreamedFile(Func<Stream, Task> write, string contentType, string name) : ActionResult
{
    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = contentType;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name }.ToString();
        try
        {
            await write(response.Body);
        }
        catch when (response.HasStarted)
        {
            context.HttpContext.Abort();
        }
    }
}
