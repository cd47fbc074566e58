using Microsoft.Extensions.Options;
using NotaryMarriageQuery.AuditVerifier;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Tests.Core.Audit.Sealing;

/// <summary>Whatever somebody with all rights on the database changes in sealed evidence is found, and the row is named.</summary>
public class TamperTests : CoreTest
{
    private const string EntryColumns = "id, kind, at, mono, req, org, actor, case_no, subj1, subj2, status, key_id, detail, mac";

    private IReadOnlyList<AuditEntry> _rows = [];
    private long _size;

    // A server answers more slowly than a file; there every thirteenth byte is enough.
    private int Step => Provider == DatabaseProvider.Sqlite ? 1 : 13;

    /// <summary>Rows at the first leaf, in both full tiles, at the partial edge, and at the ends of writers.</summary>
    private IEnumerable<AuditEntry> Places => new[] { 0, 1, 100, 255, 256, 400, 520, _rows.Count - 1 }.Select(i => _rows[i]);

    private AuditEntry Intent => _rows.First(r => r.Kind == AuditKind.Intent);

    private AuditEntry LastOfEndedWriter => _rows.Last(r => r.Kind == AuditKind.Stop);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await SealedLog.MakeAsync(Host);
        _rows = Host.Database.ReadRows();
        _size = Host.Get<Sealer>().Tick()!.Head.Size;
        Assert.InRange(_size, 550, 650);
        Assert.Equal(_rows.Count, _size);
    }

    [Fact]
    public void EveryColumnOfRowsIsGuarded()
    {
        using var tampering = new Tampering(Host);
        foreach (var row in Places)
        {
            foreach (var column in new[] { "kind", "at", "mono", "status", "key_id" })
            {
                tampering.Try($"UPDATE audit_entry SET {column} = {column} + 1 WHERE id = @id", row.Id, names: row.Id);
                tampering.Try($"UPDATE audit_entry SET {column} = -{column} - 1 WHERE id = @id", row.Id, names: row.Id);
            }

            foreach (var column in new[] { "org", "actor", "case_no" })
            {
                tampering.Try($"UPDATE audit_entry SET {column} = {column} || 'x' WHERE id = @id", row.Id, names: row.Id);
                tampering.Try($"UPDATE audit_entry SET {column} = {column} || ' ' WHERE id = @id", row.Id, names: row.Id);
            }

            foreach (var column in new[] { "req", "subj1", "subj2", "detail", "mac" })
            {
                foreach (var length in column == "detail" ? new[] { 0, 15, 3000, 70_000 } : [0, 15, 17, 33])
                {
                    tampering.Try($"UPDATE audit_entry SET {column} = @bytes WHERE id = @id", row.Id, new byte[length], row.Id);
                }
            }

            tampering.Try("UPDATE audit_entry SET id = id + 1000000 WHERE id = @id", row.Id, names: [row.Id, row.Id + 1000000]);
            tampering.Try("UPDATE audit_entry SET at = 9223372036854775807, mono = -9223372036854775807 WHERE id = @id", row.Id, names: row.Id);
        }

        tampering.Try("UPDATE audit_entry SET subj1 = NULL WHERE id = @id", Intent.Id, names: Intent.Id);
        tampering.Try("UPDATE audit_entry SET subj2 = subj1, subj1 = NULL WHERE id = @id", Intent.Id, names: Intent.Id);
        if (Provider == DatabaseProvider.Sqlite)
        {
            // Its integers have no width, and its texts no limit.
            tampering.Try("UPDATE audit_entry SET kind = 70000 WHERE id = @id", Intent.Id, names: Intent.Id);
            tampering.Try("UPDATE audit_entry SET key_id = 5000000000 WHERE id = @id", Intent.Id, names: Intent.Id);
            tampering.Try("UPDATE audit_entry SET actor = CAST(x'ff41' AS TEXT) WHERE id = @id", Intent.Id, names: Intent.Id);
            tampering.Try("UPDATE audit_entry SET org = CAST(zeroblob(70000) AS TEXT) WHERE id = @id", Intent.Id, names: Intent.Id);
        }

        tampering.Done(atLeast: 300);
    }

    [Fact]
    public void EveryByteOfARowIsGuarded()
    {
        using var tampering = new Tampering(Host);
        var edge = _rows.Last(r => r.Kind == AuditKind.Intent);
        foreach (var (row, step) in new[] { (Intent, Step), (edge, 11) })
        {
            foreach (var (column, bytes) in new[] { ("req", row.Request), ("subj1", row.Subject1!), ("detail", row.Detail), ("mac", row.Mac) })
            {
                for (var i = 0; i < bytes.Length; i += step)
                {
                    tampering.Try($"UPDATE audit_entry SET {column} = @bytes WHERE id = @id", row.Id, Flip(bytes, i), row.Id);
                }
            }
        }

        tampering.Done(atLeast: 50);
    }

    [Fact]
    public void RowsTakenOutPutInOrMovedAreNamed()
    {
        using var tampering = new Tampering(Host);
        foreach (var row in Places)
        {
            tampering.Try("DELETE FROM audit_entry WHERE id = @id", row.Id, names: row.Id);
            tampering.Try("UPDATE audit_entry SET org = org || substr(actor, 1, 1), actor = substr(actor, 2) WHERE id = @id AND actor <> ''", Intent.Id, names: Intent.Id);
            tampering.Try("UPDATE audit_entry SET actor = actor || substr(case_no, 1, 1), case_no = substr(case_no, 2) WHERE id = @id", Intent.Id, names: Intent.Id);
        }

        var (first, second) = (_rows[20].Id, _rows[40].Id);
        tampering.Try(SwapIds(first, second), names: [first, second]);
        tampering.Try(Swap("mac", r => r.Mac), names: [first, second]);
        tampering.Try(Swap("detail", r => r.Detail), names: [first, second]);
        tampering.Try($"DELETE FROM audit_entry WHERE id IN ({first}, {second}, {_rows[400].Id})", names: [first, second, _rows[400].Id]);
        tampering.Try($"DELETE FROM audit_entry WHERE id IN ({first}, {second}); UPDATE audit_entry SET actor = 'x/01' WHERE id = @id", _rows[500].Id, names: [first, second, _rows[500].Id]);
        tampering.Try("DELETE FROM audit_entry WHERE id > @id", _rows[^5].Id, names: [_rows[^4].Id, _rows[^1].Id]);
        tampering.Try("DELETE FROM audit_entry", names: [_rows[0].Id, _rows[^1].Id]);

        var end = LastOfEndedWriter.Id;
        foreach (var target in new[] { end + 1, end + 100, (end & ~0xFFFFFFFFL) + (900L << 32) + 1, _rows[0].Id - 1, _rows[^1].Id + 1 })
        {
            // Of another kind, a first row, a copy.
            tampering.Try(Insert(target, "7"), Intent.Id, new byte[16], target);
            tampering.Try(Insert(target, "1"), Intent.Id, new byte[16], target);
            tampering.Try(Insert(target, "kind"), Intent.Id, Intent.Request, target);

            // Hidden behind an entry that says it were sealed.
            tampering.Try(Insert(target, "7") + $"; INSERT INTO audit_segment VALUES ({_size}, {target}, 1)", Intent.Id, new byte[16], target);
            tampering.Try(Insert(target, "7") + $"; INSERT INTO audit_segment VALUES (1000000, {target}, 1)", Intent.Id, new byte[16], target);
            tampering.Try(Insert(target, "7") + $"; INSERT INTO audit_segment VALUES (-7, {target}, 1)", Intent.Id, new byte[16], target);
        }

        tampering.Done(atLeast: 60);
    }

    [Fact]
    public void SegmentsAreGuarded()
    {
        using var tampering = new Tampering(Host);
        using var intruder = new Intruder(Host.Database);
        for (var leaf = 0L; leaf < _size; leaf = intruder.Number($"SELECT coalesce(min(first_leaf), {_size}) FROM audit_segment WHERE first_leaf > {leaf}"))
        {
            foreach (var change in new[]
            {
                "first_leaf = first_leaf + 1", "first_leaf = -first_leaf - 1", "first_leaf = 1000000", "first_id = first_id + 1", "first_id = first_id - 4294967296000",
                "first_id = 9223372036854775807", "first_id = -5", "count = count + 1", "count = count - 1", "count = 0", "count = -1", "count = 2147483647",
            })
            {
                tampering.Try($"UPDATE audit_segment SET {change} WHERE first_leaf = @id", leaf);
            }

            tampering.Try("DELETE FROM audit_segment WHERE first_leaf = @id", leaf);
        }

        tampering.Try("DELETE FROM audit_segment");
        tampering.Try($"INSERT INTO audit_segment VALUES ({_size}, {_rows[^1].Id + 1}, 1)");
        tampering.Try($"INSERT INTO audit_segment VALUES (3, {_rows[3].Id}, 1)");
        tampering.Done(atLeast: 50);
    }

    [Fact]
    public void TilesAreGuarded()
    {
        using var tampering = new Tampering(Host);
        foreach (var index in new[] { 0, 1 })
        {
            var tile = ReadTile(index);
            for (var i = 0; i < tile.Root.Length; i += Step)
            {
                tampering.Try("UPDATE audit_tile SET root = @bytes WHERE idx = @id", index, Flip(tile.Root, i));
            }

            for (var i = 0; i < tile.Data.Length; i += 61 * (Step == 1 ? 1 : 5))
            {
                tampering.Try("UPDATE audit_tile SET data = @bytes WHERE idx = @id", index, Flip(tile.Data, i));
            }

            foreach (var length in new[] { 0, 31, 32, 8160, 8191 })
            {
                tampering.Try("UPDATE audit_tile SET data = @bytes WHERE idx = @id", index, tile.Data[..length]);
            }

            tampering.Try("UPDATE audit_tile SET root = @bytes WHERE idx = @id", index, []);
            tampering.Try("UPDATE audit_tile SET level = 1 WHERE idx = @id", index);
            tampering.Try("UPDATE audit_tile SET level = -1 WHERE idx = @id", index);
            tampering.Try("UPDATE audit_tile SET idx = idx + 1000 WHERE idx = @id", index);
            tampering.Try("DELETE FROM audit_tile WHERE idx = @id", index);
            tampering.Try("INSERT INTO audit_tile SELECT level, idx + 2, root, data FROM audit_tile WHERE idx = @id", index);
            tampering.Try("INSERT INTO audit_tile SELECT 1, idx, root, data FROM audit_tile WHERE idx = @id", index);
        }

        tampering.Try("DELETE FROM audit_tile");
        tampering.Done(atLeast: 80);
    }

    [Fact]
    public void CheckpointsAreGuarded()
    {
        using var tampering = new Tampering(Host);
        var notes = ReadNotes();
        var (middle, note) = notes[1];
        for (var i = 0; i < note.Length; i += Step)
        {
            tampering.Try($"UPDATE audit_checkpoint SET note = '{note[..i]}{(note[i] == 'A' ? 'B' : 'A')}{note[(i + 1)..]}' WHERE size = @id", middle);
        }

        foreach (var (size, own) in notes)
        {
            foreach (var change in new[]
            {
                "size = size + 1000000", "size = size - 1", "prev_size = prev_size + 1", "prev_size = -1", "note = ''", "note = 'x'", "note = note || note",
                "note = substr(note, 2)", "note = replace(note, 'example', 'exmaple')", $"note = '{notes.First(n => n.Note != own).Note}'",
            })
            {
                tampering.Try($"UPDATE audit_checkpoint SET {change} WHERE size = @id", size);
            }

            tampering.Try("DELETE FROM audit_checkpoint WHERE size = @id", size);
            tampering.Try("INSERT INTO audit_checkpoint SELECT size + 1000000, size + 1000000, note FROM audit_checkpoint WHERE size = @id", size);
        }

        tampering.Try("DELETE FROM audit_checkpoint");
        tampering.Done(atLeast: 40);
    }

    [Fact]
    public void ConsistentRewindIsSeenByTheWitnessOnly()
    {
        using var tampering = new Tampering(Host);
        var before = ReadNotes()[^2].Size;
        var rewind = $"""
            DELETE FROM audit_entry WHERE id NOT IN (SELECT e.id FROM audit_entry e JOIN audit_segment s ON e.id BETWEEN s.first_id AND s.first_id + s.count - 1 WHERE s.first_leaf < {before});
            DELETE FROM audit_segment WHERE first_leaf >= {before};
            DELETE FROM audit_tile WHERE level = 0 AND idx >= {before / 256};
            DELETE FROM audit_checkpoint WHERE size > {before};
            """;

        tampering.Try(rewind);
        tampering.Try("DELETE FROM audit_entry; DELETE FROM audit_segment; DELETE FROM audit_tile; DELETE FROM audit_checkpoint");
        tampering.Do(rewind, () =>
        {
            var options = Options.Create(new SealingOptions());
            var blind = new LogVerification(Host.Database.Database, Host.Database.Keys, Host.Database.SigningKey, new Witness(options), options);
            Assert.Equal(0, blind.Run(threads: 1, progress: null, CancellationToken.None).Findings.TamperedCount);
        });

        tampering.Done(atLeast: 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void DamageInManyPlacesIsFoundByAnyNumberOfThreads(int threads)
    {
        using var tampering = new Tampering(Host);
        var changed = _rows.Where((_, i) => i % 7 == 0).Select(r => r.Id).ToList();
        tampering.Do($"UPDATE audit_entry SET actor = 'x/01' WHERE id IN ({string.Join(", ", changed)})", () =>
        {
            var found = Host.Get<LogVerification>().Run(threads, progress: null, CancellationToken.None).Findings.Tampered.Select(f => f.RowId).ToHashSet();
            Assert.All(changed, id => Assert.Contains(id, found));
        });
    }

    [Fact]
    public void ExportOfATamperedLogDoesNotPassOutside()
    {
        using var tampering = new Tampering(Host);
        var (first, second) = (_rows[20].Id, _rows[40].Id);
        var changes = new List<(string Sql, long Id, byte[]? Bytes)>
        {
            (SwapIds(first, second), 0, null),
            (Swap("mac", r => r.Mac), 0, null),
            ("UPDATE audit_segment SET first_id = first_id + 1 WHERE first_leaf = 0", 0, null),
            ("UPDATE audit_segment SET count = count - 1 WHERE first_leaf = 0", 0, null),
            ("DELETE FROM audit_segment WHERE first_leaf = 0", 0, null),
            ("UPDATE audit_tile SET data = @bytes WHERE idx = 0", 0, Flip(ReadTile(0).Data, 77)),
            ("DELETE FROM audit_tile WHERE idx = 1", 0, null),
            ("UPDATE audit_checkpoint SET note = 'x' WHERE size = (SELECT max(size) FROM audit_checkpoint)", 0, null),
            ("UPDATE audit_checkpoint SET note = replace(note, 'A', 'B') WHERE size = (SELECT max(size) FROM audit_checkpoint)", 0, null),
            ("UPDATE audit_entry SET mac = @bytes WHERE id = @id", first, new byte[3]),
            ("UPDATE audit_entry SET detail = @bytes WHERE id = @id", _rows[^1].Id, new byte[70_000]),
        };
        foreach (var row in new[] { _rows[0], _rows[255], _rows[^1] })
        {
            changes.Add(("UPDATE audit_entry SET at = at + 1 WHERE id = @id", row.Id, null));
            changes.Add(("UPDATE audit_entry SET actor = 'x/01' WHERE id = @id", row.Id, null));
            changes.Add(("UPDATE audit_entry SET mac = @bytes WHERE id = @id", row.Id, Flip(row.Mac, 3)));
            changes.Add(("UPDATE audit_entry SET status = status + 1 WHERE id = @id", row.Id, null));
            changes.Add(("DELETE FROM audit_entry WHERE id = @id", row.Id, null));
        }

        var passed = new List<string>();
        Assert.Equal(Verifier.Good, VerifyOutside().Code);
        foreach (var (sql, id, bytes) in changes)
        {
            tampering.Do(sql, () =>
            {
                var (code, said) = VerifyOutside();

                // A note may be damaged beyond telling whose it is: then nothing is decided, which does not pass either.
                var isNote = sql.Contains("SET note", StringComparison.Ordinal);
                if (code != Verifier.Tampered && !(isNote && code == Verifier.CannotDecide))
                {
                    passed.Add($"{code} {sql} [{id}] {said}");
                }
            }, id, bytes);
        }

        Assert.Empty(passed);
        Assert.True(changes.Count >= 25);
    }

    private static byte[] Flip(byte[] bytes, int at)
    {
        byte[] changed = [.. bytes];
        changed[at] ^= (byte)(1 << (at % 8));
        return changed;
    }

    private static string SwapIds(long first, long second) =>
        $"UPDATE audit_entry SET id = -1 WHERE id = {first}; UPDATE audit_entry SET id = {first} WHERE id = {second}; UPDATE audit_entry SET id = {second} WHERE id = -1";

    // With the values themselves: SQLite changes row after row, and the second would read what the first has become.
    private string Swap(string column, Func<AuditEntry, byte[]> value) =>
        $"UPDATE audit_entry SET {column} = {Literal(value(_rows[40]))} WHERE id = {_rows[20].Id}; UPDATE audit_entry SET {column} = {Literal(value(_rows[20]))} WHERE id = {_rows[40].Id}";

    private string Literal(byte[] bytes) => Provider == DatabaseProvider.Sqlite ? $"x'{Convert.ToHexString(bytes)}'" : $"'\\x{Convert.ToHexString(bytes)}'::bytea";

    private static string Insert(long id, string kind) =>
        $"INSERT INTO audit_entry ({EntryColumns}) SELECT {id}, {kind}, at, mono, @bytes, org, actor, case_no, subj1, subj2, status, key_id, detail, mac FROM audit_entry WHERE id = @id";

    // A refusal to export damaged evidence counts as found.
    private (int Code, string Said) VerifyOutside()
    {
        var folder = Path.Combine(Host.Database.Folder, "export-" + Guid.NewGuid().ToString("N"));
        try
        {
            Host.Get<LogExport>().Write(folder, fromLeaf: 0, progress: null, CancellationToken.None);
        }
        catch (IOException e) when (e.Message.Contains("已损坏", StringComparison.Ordinal))
        {
            return (Verifier.Tampered, e.Message);
        }

        using var output = new StringWriter();
        using var error = new StringWriter();
        var key = Host.Get<SigningKey>().PublicKey(Host.Get<LogName>().Current()).Format();
        var code = Verifier.Run(["verify", folder, "--key", key, "--state", folder + "-state"], output, error);
        return (code, output.ToString() + error);
    }

    private (byte[] Root, byte[] Data) ReadTile(long index)
    {
        using var connection = Host.Database.Database.Connect();
        return new SealingStore(connection, transaction: null).FullTile(0, index)!.Value;
    }

    private List<(long Size, string Note)> ReadNotes()
    {
        using var connection = Host.Database.Database.Connect();
        return [.. new SealingStore(connection, transaction: null).Checkpoints().Select(c => (c.Size, c.Note))];
    }
}
