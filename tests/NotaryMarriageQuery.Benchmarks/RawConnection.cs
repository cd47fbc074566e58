using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NotaryMarriageQuery.Benchmarks;

/// <summary>One keep-alive HTTP/1.1 connection that costs the load side as little as possible.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[256 * 1024];

    public RawConnection(Uri server) => _socket.Connect(IPAddress.Parse(server.Host), server.Port);

    /// <summary>Sends a whole request and reads the whole answer; the span is good until the next call.</summary>
    public async Task<(int Status, string? Location)> SendAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var length = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            length += read;
            if (IsWhole(_buffer.AsSpan(0, length), out var headerEnd))
            {
                return Parse(_buffer.AsSpan(0, headerEnd));
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer, out int headerEnd)
    {
        headerEnd = answer.IndexOf("\r\n\r\n"u8);
        if (headerEnd < 0)
        {
            return false;
        }

        var headers = answer[..headerEnd];
        if (headers.IndexOf("chunked"u8) >= 0)
        {
            return answer.EndsWith("0\r\n\r\n"u8);
        }

        var at = headers.IndexOf("Content-Length: "u8);
        var rest = headers[(at + 16)..];
        var end = rest.IndexOf((byte)'\r');
        var contentLength = int.Parse(end < 0 ? rest : rest[..end], CultureInfo.InvariantCulture);
        return answer.Length >= headerEnd + 4 + contentLength;
    }

    private static (int Status, string? Location) Parse(ReadOnlySpan<byte> headers)
    {
        var status = int.Parse(headers.Slice(9, 3), CultureInfo.InvariantCulture);
        var at = headers.IndexOf("Location: "u8);
        if (at < 0)
        {
            return (status, null);
        }

        var rest = headers[(at + 10)..];
        var end = rest.IndexOf((byte)'\r');
        return (status, Encoding.ASCII.GetString(end < 0 ? rest : rest[..end]));
    }
}
