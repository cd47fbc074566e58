using Microsoft.Extensions.Options;

namespace NotaryMarriageQuery.Core.Registry;

/// <summary>Posts forms to the gateway and reads bytes; knows nothing of what they mean.</summary>
internal sealed class GatewayClient : IDisposable
{
    /// <summary>Largest reply, in bytes: a person's registrations take a few kilobytes.</summary>
    public const int MaxReplyBytes = 1 << 20;

    private readonly HttpClient _http;
    private readonly string _baseUrl;

    public GatewayClient(IOptions<RegistryOptions> options)
    {
        _baseUrl = options.Value.BaseUrl.TrimEnd('/');
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.Value.Timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        };
        _http = new HttpClient(handler, disposeHandler: true)
        {
            // The budget belongs to the whole lookup and comes with the cancellation token.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxReplyBytes,
        };
    }

    /// <summary>Posts a form once. What the platform does wrong is a failure of the reply, not an exception.</summary>
    /// <param name="path">Path below the base address.</param>
    /// <param name="fields">Form fields, UTF-8.</param>
    /// <param name="requestId">Our number of the lookup, by which both sides' logs can be laid side by side; null for token calls.</param>
    /// <param name="cancellationToken">Carries the time that is left.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<GatewayReply> PostAsync(
        string path, IEnumerable<KeyValuePair<string, string>> fields, string? requestId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _baseUrl + path) { Content = new FormUrlEncodedContent(fields) };
        if (requestId is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Request-Id", requestId);
        }

        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            RegistryFailure? failure = response.IsSuccessStatusCode ? null : RegistryFailure.HttpError;
            return new GatewayReply(failure, body, response.Headers.Date);
        }
        catch (HttpRequestException e)
        {
            return new GatewayReply(FailureOf(e.HttpRequestError), [], null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new GatewayReply(RegistryFailure.Timeout, [], null);
        }
    }

    public void Dispose() => _http.Dispose();

    private static RegistryFailure FailureOf(HttpRequestError error) => error switch
    {
        // The platform was there and spoke, but not to the end or too much.
        HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => RegistryFailure.Unreadable,
        _ => RegistryFailure.Unreachable,
    };
}

/// <summary>What came back of one post.</summary>
/// <param name="Failure">Timeout, Unreachable, HttpError or Unreadable (cut off, too large); null when a body is worth reading.</param>
/// <param name="Body">The body as received, empty when there was none.</param>
/// <param name="Date">The platform's clock, to the second.</param>
internal readonly record struct GatewayReply(RegistryFailure? Failure, byte[] Body, DateTimeOffset? Date);
