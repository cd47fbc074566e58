using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace MarriageRegistry.Gateway;

/// <summary>The parameters of one call: the query of a GET, the form of a POST, and for some services headers beside it.</summary>
internal sealed class GatewayParameters
{
    private const int LongestValue = 8 * 1024;
    private const int MostValues = 64;
    private const int LongestName = 128;

    private readonly IReadOnlyDictionary<string, StringValues>? _form;
    private readonly IQueryCollection? _query;
    private readonly IHeaderDictionary _headers;

    private GatewayParameters(HttpRequest request, IReadOnlyDictionary<string, StringValues>? form)
    {
        _form = form;
        _query = HttpMethods.IsGet(request.Method) ? request.Query : null;
        _headers = request.Headers;
    }

    /// <exception cref="InvalidDataException">The form is malformed, or larger than any call of this protocol.</exception>
    public static async ValueTask<GatewayParameters> ReadAsync(HttpRequest request, bool jsonToo)
    {
        if (jsonToo && request.HasJsonContentType())
        {
            return new GatewayParameters(request, await FlatJson.ReadAsync(request));
        }

        var isForm = HttpMethods.IsPost(request.Method)
            && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        if (!isForm)
        {
            return new GatewayParameters(request, form: null);
        }

        var form = new FormPipeReader(request.BodyReader, Encoding.UTF8)
        {
            KeyLengthLimit = LongestName,
            ValueLengthLimit = LongestValue,
            ValueCountLimit = MostValues,
        };
        return new GatewayParameters(request, await form.ReadFormAsync(request.HttpContext.RequestAborted));
    }

    /// <summary>The one value of that name; null when it is missing, blank or given twice.</summary>
    public string? Get(string name)
    {
        var values = StringValues.Empty;
        if (_form is not null)
        {
            _form.TryGetValue(name, out values);
        }
        else if (_query is not null)
        {
            values = _query[name];
        }

        return Single(values);
    }

    /// <summary>False when one of these was given twice: left out silently, it would make a search wider.</summary>
    public bool HasNoneTwice(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_form is not null && _form.TryGetValue(name, out var values) && values.Count > 1)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>As <see cref="Get"/>; where the parameter is absent, the header of that name.</summary>
    public string? GetOrHeader(string name) => Get(name) ?? GetHeader(name);

    public string? GetHeader(string name) => Single(_headers[name]);

    /// <summary>The three signing parameters; null when one is missing.</summary>
    public SignedCall? GetSignedCall(bool headersToo)
    {
        string? Read(string name) => headersToo ? GetOrHeader(name) : Get(name);
        return Read("appKey") is { } appKey && Read("sign") is { } sign && Read("requestTime") is { } requestTime && requestTime.All(char.IsAsciiDigit)
            ? new SignedCall(appKey, sign, requestTime)
            : null;
    }

    private static string? Single(StringValues values) => values.Count == 1 && !string.IsNullOrWhiteSpace(values[0]) ? values[0] : null;
}
