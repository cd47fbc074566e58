namespace AuditFormat;

/// <summary>Rules between the rows of one writer: a Start first, no gap in the sequence, both clocks in step.</summary>
internal sealed class WriterBook(Findings findings)
{
    /// <summary>How far the wall clock may step against the monotonic clock between two rows, microseconds.</summary>
    private const long ClockTolerance = 2_000_000;

    private readonly Dictionary<long, Writer> _writers = [];

    // Most rows follow one of the same writer.
    private Writer? _recent;

    /// <summary>Writers seen.</summary>
    public int Count => _writers.Count;

    /// <summary>Takes the next row in the order of the tree.</summary>
    public void Row(in RowFacts row)
    {
        var number = row.Writer;
        if (_recent?.Number != number && !_writers.TryGetValue(number, out _recent))
        {
            if (row.Sequence == 1 && row.Kind != AuditKind.Start)
            {
                findings.Row(row.Id, "写入者的第一行不是启动（first row is no start）");
            }

            Gap(row, expected: 1);
            _writers.Add(number, _recent = new(number));
        }
        else if (row.Sequence <= _recent.Sequence)
        {
            // The mark stays where it was, so that one row at the wrong place does not make its neighbours look wrong.
            findings.Row(row.Id, "序号重复或次序颠倒（sequence repeated or out of order）");
            return;
        }
        else
        {
            Gap(row, _recent.Sequence + 1);
            if (Int128.Abs(((Int128)row.At - _recent.At) - ((Int128)row.Mono - _recent.Mono)) > ClockTolerance)
            {
                findings.Warn(row.Id, "系统时钟跳变超过 2 秒（clock step）");
            }
        }

        (_recent.Sequence, _recent.At, _recent.Mono) = (row.Sequence, row.At, row.Mono);
    }

    private void Gap(in RowFacts row, long expected)
    {
        var missing = row.Sequence - expected;
        if (missing > 0)
        {
            findings.Row((row.Writer << 32) | expected, $"此行缺失，至下一行共缺 {missing} 行（missing, {missing} in a row）");
        }
        else if (missing < 0)
        {
            findings.Row(row.Id, "序号从 1 起（sequence starts at 1）");
        }
    }

    /// <summary>Where a writer stands after its newest row.</summary>
    private sealed class Writer(long number)
    {
        public long Number { get; } = number;

        public long Sequence { get; set; }

        public long At { get; set; }

        public long Mono { get; set; }
    }
}
