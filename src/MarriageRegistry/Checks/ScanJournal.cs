using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MarriageRegistry.Booklets;
using MarriageRegistry.Data;
using Microsoft.Data.Sqlite;

namespace MarriageRegistry.Checks;

/// <summary>How often a person and a code were scanned at the port.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct ScanCounts(int Today, int Unknown, int OfCode);

/// <summary>
/// Writes the scan journal. A line is committed before its answer is given: without a line there is no answer. One connection does it, and
/// one caller at a time, which also makes what was counted before a line still true when the line is written.
/// </summary>
public sealed class ScanJournal(RegistryConnections connections) : IDisposable
{
    private const int UniqueViolation = 2067;

    private readonly Lock _lock = new();
    private Book? _book;

    /// <summary>The hash under which a code stands in the journal: its random bits cannot be guessed, so it needs no key.</summary>
    public static string HashOf(BookletCode code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(code.Value)));

    /// <summary>Commits a line, and with it one call of a quota; false, and nothing written, when the ask was answered before.</summary>
    /// <exception cref="SqliteException">The database cannot be written; the check must not be answered.</exception>
    internal bool TryWrite(Scan scan, (string Key, DateOnly Day)? quota = null)
    {
        try
        {
            With(book => book.Write(scan, quota));
            return true;
        }
        catch (SqliteException exception) when (exception.SqliteExtendedErrorCode == UniqueViolation)
        {
            return false;
        }
    }

    /// <summary>Counts the port's scans: of a person since <paramref name="day"/>, of unknown codes since <paramref name="lockedSince"/>, of a code since <paramref name="hour"/>.</summary>
    internal ScanCounts Count(string person, string? codeHash, DateTime day, DateTime lockedSince, DateTime hour) =>
        With(book => book.Count(person, codeHash, day, lockedSince, hour));

    /// <summary>True when the ask has been answered.</summary>
    internal bool HasAnswered(string ask) => With(book => book.HasAnswered(ask));

    public void Dispose()
    {
        lock (_lock)
        {
            _book?.Dispose();
            _book = null;
        }
    }

    private void With(Action<Book> act) => With(book =>
    {
        act(book);
        return true;
    });

    private T With<T>(Func<Book, T> act)
    {
        lock (_lock)
        {
            _book ??= new Book(connections.OpenWriter());
            try
            {
                return act(_book);
            }
            catch
            {
                // A fresh connection for the next line: this one may be in the middle of a transaction.
                _book.Dispose();
                _book = null;
                throw;
            }
        }
    }

    private sealed class Book : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _insert;
        private readonly SqliteCommand _use;
        private readonly SqliteCommand _count;
        private readonly SqliteCommand _answered;

        public Book(SqliteConnection connection)
        {
            _connection = connection;
            _insert = Prepare(
                """
                INSERT INTO scan (at, client_kind, client, person, code_hash, outcome, reason, differing, voided_by, status, answer_id, ask)
                VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                """,
                12);
            _use = Prepare(
                """
                INSERT INTO quota_use (app_key, day, used) VALUES ($0, $1, 1)
                ON CONFLICT (app_key, day) DO UPDATE SET used = used + 1
                """,
                2);
            _count = Prepare(
                """
                SELECT (SELECT count(*) FROM scan WHERE person = $0 AND at >= $2 AND outcome <> 'refused'),
                       (SELECT count(*) FROM scan WHERE person = $0 AND at >= $3 AND outcome = 'unknownCode'),
                       (SELECT count(*) FROM scan WHERE code_hash = $1 AND at >= $4 AND client_kind = 'port' AND outcome <> 'refused')
                """,
                5);
            _answered = Prepare("SELECT 1 FROM scan WHERE ask = $0", 1);
        }

        public void Write(Scan scan, (string Key, DateOnly Day)? quota)
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            _insert.Transaction = _use.Transaction = transaction;
            Set(
                _insert, UnixMilliseconds.From(scan.At), scan.ClientKind, scan.Client, scan.Person, scan.CodeHash, scan.Outcome, scan.Reason,
                scan.Differing, scan.VoidedBy, scan.Status, scan.AnswerId, scan.Ask).ExecuteNonQuery();
            if (quota is { } use)
            {
                Set(_use, use.Key, use.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ExecuteNonQuery();
            }

            transaction.Commit();
        }

        public ScanCounts Count(string person, string? codeHash, DateTime day, DateTime lockedSince, DateTime hour)
        {
            Set(_count, person, codeHash, UnixMilliseconds.From(day), UnixMilliseconds.From(lockedSince), UnixMilliseconds.From(hour));
            using var reader = _count.ExecuteReader();
            reader.Read();
            return new ScanCounts(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2));
        }

        public bool HasAnswered(string ask) => Set(_answered, ask).ExecuteScalar() is not null;

        public void Dispose()
        {
            foreach (var command in new[] { _insert, _use, _count, _answered })
            {
                command.Dispose();
            }

            _connection.Dispose();
        }

        private static SqliteCommand Set(SqliteCommand command, params ReadOnlySpan<object?> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            }

            return command;
        }

        private SqliteCommand Prepare(string sql, int parameters)
        {
            var command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < parameters; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${i}") });
            }

            return command;
        }
    }
}
