namespace NotaryMarriageQuery.Core.Spreadsheets;

/// <summary>Lets a budget of bytes through that several streams share; a packed file that unpacks to more is refused while it is read.</summary>
internal sealed class CountedStream(Stream inner, CountedStream.Budget budget) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        budget.Spend(read);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Bytes that may still be read.</summary>
    internal sealed class Budget(long bytes)
    {
        private long _left = bytes;

        public void Spend(int count)
        {
            _left -= count;
            if (_left < 0)
            {
                throw new SpreadsheetException("文件解压后过大，不能读取。请只保留需要报送的工作表后另存为新文件");
            }
        }
    }
}
