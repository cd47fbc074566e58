using System.Data.Common;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>What the sealer reads and writes, inside one transaction. Every statement is one that all databases understand.</summary>
/// <remarks>Rows are found by ranges of ids: sequences have no holes, so a range bounds the number of rows without LIMIT or TOP.</remarks>
internal sealed class SealingStore(DbConnection connection, DbTransaction? transaction)
{
    /// <summary>Note of the newest checkpoint; null before the first.</summary>
    public string? LastNote() => Read("SELECT note FROM audit_checkpoint WHERE size = (SELECT MAX(size) FROM audit_checkpoint)", row => row.GetString(0)).FirstOrDefault();

    /// <summary>Notes from the newest back, each read when it is asked for: mostly a few are enough.</summary>
    public IEnumerable<string> NotesBackwards()
    {
        for (var size = Scalar("SELECT MAX(size) FROM audit_checkpoint"); size is { } at;)
        {
            var (previous, note) = Read("SELECT prev_size, note FROM audit_checkpoint WHERE size = @size", row => (row.GetInt64(0), row.GetString(1)), ("@size", at)).FirstOrDefault();
            if (note is null)
            {
                yield break;
            }

            yield return note;
            size = previous < at ? previous : null;
        }
    }

    /// <summary>Every checkpoint, oldest first.</summary>
    public IEnumerable<(long Size, long Previous, string Note)> Checkpoints() =>
        Read("SELECT size, prev_size, note FROM audit_checkpoint ORDER BY size", row => (row.GetInt64(0), row.GetInt64(1), row.GetString(2)));

    /// <summary>The smallest row id above one, null at the end.</summary>
    public long? NextId(long after) => Scalar("SELECT MIN(id) FROM audit_entry WHERE id > @after", ("@after", after));

    /// <summary>The greatest row id between two, both included; null when there is none.</summary>
    public long? LastId(long from, long to) => Scalar("SELECT MAX(id) FROM audit_entry WHERE id BETWEEN @from AND @to", ("@from", from), ("@to", to));

    /// <summary>Rows between two ids, both included, in order.</summary>
    public IEnumerable<AuditEntry> Rows(long from, long to) =>
        Read(AuditColumns.Select + " WHERE id BETWEEN @from AND @to ORDER BY id", AuditColumns.Read, ("@from", from), ("@to", to));

    /// <summary>The leaf forms of the same rows where the database may be damaged; null for one that has none.</summary>
    public IEnumerable<(long Id, byte[]? Leaf)> Leaves(long from, long to) =>
        Read(AuditColumns.Select + " WHERE id BETWEEN @from AND @to ORDER BY id", row => (row.GetInt64(0), Try(AuditColumns.Leaf, row)), ("@from", from), ("@to", to));

    /// <summary>The newest segment of a range of ids; null when nothing in it is sealed.</summary>
    public Segment? LastSegment(long from, long to) => Read(
        """
        SELECT first_leaf, first_id, count FROM audit_segment
        WHERE first_id = (SELECT MAX(first_id) FROM audit_segment WHERE first_id BETWEEN @from AND @to)
        """,
        Segment.Read,
        ("@from", from),
        ("@to", to)).FirstOrDefault();

    /// <summary>Segments that hold leaves from a number on, in order.</summary>
    public IEnumerable<Segment> Segments(long fromLeaf) => Read(
        """
        SELECT first_leaf, first_id, count FROM audit_segment
        WHERE first_leaf >= (SELECT COALESCE(MAX(first_leaf), 0) FROM audit_segment WHERE first_leaf <= @from) ORDER BY first_leaf
        """,
        Segment.Read,
        ("@from", fromLeaf));

    /// <summary>First leaves of the outermost segments; null when there are none.</summary>
    public (long First, long Last)? SegmentReach() =>
        Scalar("SELECT MIN(first_leaf) FROM audit_segment") is { } first && Scalar("SELECT MAX(first_leaf) FROM audit_segment") is { } last ? (first, last) : null;

    /// <summary>Places of all full tiles.</summary>
    public IEnumerable<(int Level, long Index)> TilePlaces() =>
        Read("SELECT level, idx FROM audit_tile", row => (Convert.ToInt32(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture), row.GetInt64(1)));

    /// <summary>The segment that holds a row; null when the row is not sealed.</summary>
    public Segment? SegmentOf(long id) => Read(
        "SELECT first_leaf, first_id, count FROM audit_segment WHERE first_id = (SELECT MAX(first_id) FROM audit_segment WHERE first_id <= @id)",
        Segment.Read,
        ("@id", id)).FirstOrDefault(s => id < s.FirstId + s.Count);

    /// <summary>Roots of full tiles of a level, from one number up to another that is not included.</summary>
    public IReadOnlyList<byte[]> TileRoots(int level, long from, long to) => [.. Read(
        "SELECT root FROM audit_tile WHERE level = @level AND idx >= @from AND idx < @to ORDER BY idx",
        row => row.GetFieldValue<byte[]>(0),
        ("@level", (short)level),
        ("@from", from),
        ("@to", to))];

    /// <summary>Hashes of a full tile; null when it is not there.</summary>
    public byte[]? TileData(int level, long index) => Read(
        "SELECT data FROM audit_tile WHERE level = @level AND idx = @idx",
        row => row.GetFieldValue<byte[]>(0),
        ("@level", (short)level),
        ("@idx", index)).FirstOrDefault();

    /// <summary>A full tile with the root that stands beside it; null when it is not there.</summary>
    public (byte[] Root, byte[] Data)? FullTile(int level, long index) => Read(
        "SELECT root, data FROM audit_tile WHERE level = @level AND idx = @idx",
        row => ((byte[] Root, byte[] Data)?)(row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)),
        ("@level", (short)level),
        ("@idx", index)).FirstOrDefault();

    /// <summary>The first full tiles of a level, in order.</summary>
    public IEnumerable<(long Index, byte[] Data)> TilesOf(int level, long count) => Read(
        "SELECT idx, data FROM audit_tile WHERE level = @level AND idx < @count ORDER BY idx",
        row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)),
        ("@level", (short)level),
        ("@count", count));

    public void Insert(Segment segment) => Execute(
        "INSERT INTO audit_segment (first_leaf, first_id, count) VALUES (@leaf, @id, @count)",
        ("@leaf", segment.FirstLeaf),
        ("@id", segment.FirstId),
        ("@count", segment.Count));

    public void Insert(Tile tile) => Execute(
        "INSERT INTO audit_tile (level, idx, root, data) VALUES (@level, @idx, @root, @data)",
        ("@level", (short)tile.Level),
        ("@idx", tile.Index),
        ("@root", tile.Root()),
        ("@data", tile.Data));

    public void InsertCheckpoint(long size, long previousSize, string note) => Execute(
        "INSERT INTO audit_checkpoint (size, prev_size, note) VALUES (@size, @previous, @note)",
        ("@size", size),
        ("@previous", previousSize),
        ("@note", note));

    /// <summary>Instant (microseconds since 1970) of the newest row of all; null when there is none.</summary>
    public long? NewestAt() => Scalar("SELECT MAX(at) FROM audit_entry");

    /// <summary>Instant of the newest row older than one.</summary>
    public long? NewestAtBefore(long at) => Scalar("SELECT MAX(at) FROM audit_entry WHERE at < @at", ("@at", at));

    /// <summary>Intents of a time span, newest instant not included, that have neither outcome nor doubt on record and can be read.</summary>
    public IReadOnlyList<AuditEntry> OpenIntents(long fromAt, long toAt) => [.. Read(
        AuditColumns.Select + """
         WHERE at >= @from AND at < @to AND kind = 3
        AND NOT EXISTS (SELECT 1 FROM audit_entry o WHERE o.req = audit_entry.req AND o.kind IN (4, 5))
        """,
        row => Try(AuditColumns.Read, row),
        ("@from", fromAt),
        ("@to", toAt)).OfType<AuditEntry>()];

    /// <summary>Intents and outcomes of lookups of a time span, newest instant not included.</summary>
    public IEnumerable<AuditEntry> Lookups(long fromAt, long toAt) =>
        Read(AuditColumns.Select + " WHERE at >= @from AND at < @to AND kind IN (3, 4) ORDER BY at", AuditColumns.Read, ("@from", fromAt), ("@to", toAt));

    private static T? Try<T>(Func<DbDataReader, T> read, DbDataReader row)
        where T : class?
    {
        try
        {
            return read(row);
        }
        catch (Exception e) when (e is InvalidCastException or OverflowException or InvalidOperationException or ArgumentException)
        {
            // Where the guards were lifted a column may hold what never fits it.
            return null;
        }
    }

    private long? Scalar(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteScalar() is { } value and not DBNull ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    private IEnumerable<T> Read<T>(string sql, Func<DbDataReader, T> read, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return read(reader);
        }
    }

    private void Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        if (command.ExecuteNonQuery() != 1)
        {
            throw new System.Data.DBConcurrencyException("An insert did not affect exactly one row.");
        }
    }

    private DbCommand Command(string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}

/// <summary>Consecutive leaves of the tree that are consecutive rows of one writer.</summary>
/// <param name="FirstLeaf">Number of the first leaf, from 0.</param>
/// <param name="FirstId">Row id of the first leaf.</param>
/// <param name="Count">Rows.</param>
internal sealed record Segment(long FirstLeaf, long FirstId, int Count)
{
    public long LastId => FirstId + Count - 1;

    public long EndLeaf => FirstLeaf + Count;

    // Not GetInt32: a damaged count must end in a finding, and not here.
    public static Segment Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        (int)Math.Clamp(Convert.ToInt64(row.GetValue(2), System.Globalization.CultureInfo.InvariantCulture), 0, int.MaxValue));
}
