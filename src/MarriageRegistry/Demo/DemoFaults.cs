using MarriageRegistry.Gateway;

namespace MarriageRegistry.Demo;

/// <summary>Faults on order: the next business answers fail in a chosen way. Outside demo mode nobody can order one.</summary>
internal sealed class DemoFaults(TimeProvider clock)
{
    public const string None = "none";
    public const int Most = 1_000_000;

    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _slowness = TimeSpan.FromSeconds(3);
    private static readonly string[] _modes = [None, "timeout", "slow", "http500", "notJson", "code11", "code14", "code18", "innerFailure"];

    private readonly Lock _lock = new();
    private volatile string _mode = None;
    private int _left;

    public static bool IsMode(string? mode) => _modes.Contains(mode, StringComparer.Ordinal);

    public (string Mode, int Left) Show()
    {
        lock (_lock)
        {
            return (_mode, _left);
        }
    }

    public void Order(string mode, int count)
    {
        lock (_lock)
        {
            (_mode, _left) = mode == None || count == 0 ? (None, 0) : (mode, count);
        }
    }

    /// <summary>Lets the next ordered fault happen; true when the call has thereby had its answer.</summary>
    public async Task<bool> ApplyNextAsync(HttpContext http, SharedService service)
    {
        switch (Take())
        {
            case None:
                return false;
            case "slow":
                await Task.Delay(_slowness, clock, http.RequestAborted);
                return false;
            case "timeout":
                await Task.Delay(_timeout, clock, http.RequestAborted);
                http.Abort();
                return true;
            case "http500":
                await http.Response.WriteCodeAsync(GatewayCode.Unavailable, StatusCodes.Status500InternalServerError);
                return true;
            case "notJson":
                http.Response.ContentType = "text/html; charset=utf-8";
                await http.Response.WriteAsync("<html><body>502 Bad Gateway</body></html>", http.RequestAborted);
                return true;
            case "innerFailure":
                await service.WriteInnerFailureAsync(http.Response);
                return true;
            case var code:
                await http.Response.WriteCodeAsync(code["code".Length..]);
                return true;
        }
    }

    private string Take()
    {
        if (_mode == None)
        {
            return None;
        }

        lock (_lock)
        {
            var mode = _mode;
            if (mode != None && --_left == 0)
            {
                _mode = None;
            }

            return mode;
        }
    }
}
