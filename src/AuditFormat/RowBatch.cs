using System.Buffers.Binary;

namespace AuditFormat;

/// <summary>The rows of one level-0 tile, parsed and hashed; the part of a verification that threads can share.</summary>
/// <remarks>Fill it on any thread (<see cref="Clear"/>, <see cref="Add(ReadOnlySpan{byte})"/>, <see cref="Finish"/>), then hand it to
/// <see cref="LogVerifier.Add"/> in order. Meant to be used again and again: it holds 45 KB.</remarks>
public sealed class RowBatch
{
    /// <summary>Rows that fit; twice a tile, so that a bundle with rows put in can still be looked at.</summary>
    public const int Capacity = 2 * Tile.FullWidth;

    private readonly byte[] _leaves = new byte[Capacity * TreeHash.Length];
    private readonly byte[] _nodes = new byte[Tile.FullLength];
    private readonly RowFacts[] _facts = new RowFacts[Capacity];
    private readonly string?[] _problems = new string?[Capacity];
    private readonly bool[] _absent = new bool[Capacity];
    private bool _finished;

    /// <summary>Rows so far.</summary>
    public int Count { get; private set; }

    internal ReadOnlySpan<byte> Leaves => _leaves.AsSpan(0, Count * TreeHash.Length);

    /// <summary>Some place is held by no row: wrong hashes above it are explained.</summary>
    internal bool HasAbsent { get; private set; }

    /// <summary>Empties the batch.</summary>
    public void Clear() => (Count, _finished, HasAbsent) = (0, false, false);

    /// <summary>Parses and hashes the next row. A row that does not parse is taken in all the same and reported by the verifier.</summary>
    /// <exception cref="FormatException">There are more rows than <see cref="Capacity"/>.</exception>
    public void Add(ReadOnlySpan<byte> leaf)
    {
        if (Count == Capacity)
        {
            throw new FormatException("Too many rows for one bundle.");
        }

        try
        {
            _facts[Count] = RowFacts.Read(leaf);
            _problems[Count] = null;
        }
        catch (FormatException e)
        {
            // The id stands right behind the version; damage elsewhere still lets the row be named.
            _facts[Count] = new(leaf.Length >= 9 ? BinaryPrimitives.ReadInt64BigEndian(leaf[1..]) : 0, default, 0, 0, 0);
            _problems[Count] = e.Message;
        }

        TreeHash.Leaf(leaf, _leaves.AsSpan(Count * TreeHash.Length));
        _absent[Count] = false;
        Count++;
    }

    /// <summary>Holds the place of a row that is missing or has no byte form, so that the rows behind it stay where they belong.</summary>
    /// <param name="id">The row; null when the caller cannot tell which it is and has reported that.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <exception cref="FormatException">There are more rows than <see cref="Capacity"/>.</exception>
    public void AddAbsent(long? id, string problem)
    {
        if (Count == Capacity)
        {
            throw new FormatException("Too many rows for one bundle.");
        }

        _facts[Count] = new(id ?? 0, default, 0, 0, 0);
        _problems[Count] = problem;
        _leaves.AsSpan(Count * TreeHash.Length, TreeHash.Length).Clear();
        _absent[Count] = HasAbsent = true;
        Count++;
    }

    /// <summary>The same for a row read from a database.</summary>
    public void Add(AuditEntry entry) => Add(CanonicalRow.Write(entry, withMac: true));

    /// <summary>Computes the inner nodes. The verifier does so itself when the caller did not.</summary>
    public void Finish()
    {
        if (_finished || Count > Tile.FullWidth)
        {
            return;
        }

        for (var height = 1; height <= 8; height++)
        {
            for (var i = 0; i < Count >> height; i++)
            {
                TreeHash.Node(Node(height - 1, 2 * i), Node(height - 1, (2 * i) + 1), Node(height, i));
            }
        }

        _finished = true;
    }

    internal RowFacts Facts(int row) => _facts[row];

    internal string? Problem(int row) => _problems[row];

    internal bool IsAbsent(int row) => _absent[row];

    internal ReadOnlySpan<byte> Hash(int row) => _leaves.AsSpan(row * TreeHash.Length, TreeHash.Length);

    /// <summary>Root over the first 1 to 256 rows.</summary>
    internal byte[] Root(int width)
    {
        Finish();
        byte[]? root = null;
        for (var height = 0; height <= 8; height++)
        {
            if (((width >> height) & 1) != 0)
            {
                var peak = Node(height, (width >> height) - 1);
                root = root is null ? peak.ToArray() : TreeHash.Node(peak, root);
            }
        }

        return root ?? throw new ArgumentOutOfRangeException(nameof(width));
    }

    private Span<byte> Node(int height, int place) => height == 0
        ? _leaves.AsSpan(place * TreeHash.Length, TreeHash.Length)
        : _nodes.AsSpan((Tile.FullWidth - (Tile.FullWidth >> (height - 1)) + place) * TreeHash.Length, TreeHash.Length);
}
