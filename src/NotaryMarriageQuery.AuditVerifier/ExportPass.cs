using AuditFormat;

namespace NotaryMarriageQuery.AuditVerifier;

/// <summary>One pass over the rows of an export: windows of bundles are read, parsed and hashed by several threads and folded in order.</summary>
/// <remarks>Memory is two windows, whatever the size of the log.</remarks>
internal sealed class ExportPass(ExportDirectory export, IReadOnlyList<Checkpoint> checkpoints, Findings findings, int threads)
{
    private const int BundlesPerThread = 8;

    /// <summary>Verifies all rows and the rows outside the tree.</summary>
    /// <exception cref="CannotDecideException">A file is missing, cut or of the wrong sort.</exception>
    public LogSummary Run()
    {
        var verifier = new LogVerifier(checkpoints, export.StoredTile, findings);
        var size = verifier.Head.Size;
        export.CheckReach(size);
        var bundles = (size + Tile.FullWidth - 1) / Tile.FullWidth;
        var (current, next) = (new Window(threads), new Window(threads));
        current.Fill(export, first: 0, size);
        for (var first = 0L; first < bundles; first += current.Length)
        {
            // While this thread folds one window, the others fill the next; with one thread the steps alternate.
            var following = first + current.Length;
            var filling = threads > 1 ? Task.Run(() => next.Fill(export, following, size)) : null;
            try
            {
                current.Fold(verifier);
            }
            finally
            {
                filling?.Wait();
            }

            if (filling is null)
            {
                next.Fill(export, following, size);
            }

            (current, next) = (next, current);
        }

        export.ReadOutside(verifier.Outside);
        return verifier.Complete();
    }

    private sealed class Window(int threads)
    {
        private readonly RowBatch[] _batches = [.. Enumerable.Range(0, threads * BundlesPerThread).Select(_ => new RowBatch())];
        private readonly byte[][] _buffers = [.. Enumerable.Repeat(Array.Empty<byte>(), threads * BundlesPerThread)];
        private readonly CannotDecideException?[] _problems = new CannotDecideException?[threads * BundlesPerThread];
        private int _count;

        public int Length => _batches.Length;

        public void Fill(ExportDirectory export, long first, long size)
        {
            _count = (int)Math.Clamp(((size + Tile.FullWidth - 1) / Tile.FullWidth) - first, 0, Length);
            if (threads == 1)
            {
                for (var i = 0; i < _count; i++)
                {
                    FillOne(export, first, size, i);
                }
            }
            else
            {
                Parallel.For(0, _count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => FillOne(export, first, size, i));
            }
        }

        public void Fold(LogVerifier verifier)
        {
            for (var i = 0; i < _count; i++)
            {
                // An unreadable bundle counts when its turn comes, after the findings of the bundles before it.
                if (_problems[i] is { } problem)
                {
                    throw problem;
                }

                verifier.Add(_batches[i]);
            }
        }

        private void FillOne(ExportDirectory export, long first, long size, int i)
        {
            var width = (int)Math.Min(size - ((first + i) * Tile.FullWidth), Tile.FullWidth);
            try
            {
                _problems[i] = null;
                export.ReadBundle(first + i, width, _batches[i], ref _buffers[i]);
            }
            catch (CannotDecideException e)
            {
                _problems[i] = e;
            }
        }
    }
}
