using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;

namespace NotaryMarriageQuery.Portal.Intake;

/// <summary>A whole body in pieces of pooled memory, with its hash. It must be whole before anything in it may be believed.</summary>
internal sealed class IntakeBody : IDisposable
{
    private const int PieceLength = 64 * 1024;
    private readonly List<byte[]> _pieces = [];

    private IntakeBody()
    {
    }

    /// <summary>SHA-256 of the body.</summary>
    public byte[] Hash { get; private set; } = [];

    public ReadOnlySequence<byte> Bytes { get; private set; }

    /// <summary>Reads everything; null when there is more than <paramref name="most"/>.</summary>
    public static async Task<IntakeBody?> ReadAsync(PipeReader from, long most, CancellationToken cancellationToken)
    {
        var body = new IntakeBody();
        try
        {
            return await body.FillAsync(from, most, cancellationToken) ? body : body.DisposeAndNull();
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Bytes = default;
        foreach (var piece in _pieces)
        {
            // Names and ID numbers are not left behind for whoever rents the memory next.
            ArrayPool<byte>.Shared.Return(piece, clearArray: true);
        }

        _pieces.Clear();
    }

    private IntakeBody? DisposeAndNull()
    {
        Dispose();
        return null;
    }

    private async Task<bool> FillAsync(PipeReader from, long most, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length = 0;
        while (true)
        {
            var read = await from.ReadAsync(cancellationToken);
            length = Add(read.Buffer, length, hash);
            from.AdvanceTo(read.Buffer.End);
            if (length > most)
            {
                return false;
            }

            if (read.IsCompleted)
            {
                Hash = hash.GetHashAndReset();
                Bytes = Piece.Chain(_pieces, length);
                return true;
            }
        }
    }

    private long Add(ReadOnlySequence<byte> buffer, long length, IncrementalHash hash)
    {
        foreach (var memory in buffer)
        {
            hash.AppendData(memory.Span);
            var span = memory.Span;
            while (span.Length > 0)
            {
                var used = (int)(length % PieceLength);
                if (used == 0)
                {
                    _pieces.Add(ArrayPool<byte>.Shared.Rent(PieceLength));
                }

                var part = Math.Min(span.Length, PieceLength - used);
                span[..part].CopyTo(_pieces[^1].AsSpan(used));
                span = span[part..];
                length += part;
            }
        }

        return length;
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public static ReadOnlySequence<byte> Chain(List<byte[]> pieces, long length)
        {
            if (pieces.Count == 0)
            {
                return ReadOnlySequence<byte>.Empty;
            }

            Piece? first = null, last = null;
            foreach (var bytes in pieces)
            {
                var start = last is null ? 0 : last.RunningIndex + last.Memory.Length;
                var piece = new Piece { Memory = bytes.AsMemory(0, (int)Math.Min(PieceLength, length - start)), RunningIndex = start };
                first ??= piece;
                last?.Next = piece;
                last = piece;
            }

            return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
        }
    }
}
