using System.Globalization;
using System.Runtime.InteropServices;
using MarriageRegistry.Data;
using Microsoft.Data.Sqlite;

namespace MarriageRegistry.Journal;

/// <summary>The prepared statements of the journal. Used by one loop only.</summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _use;
    private readonly Dictionary<(string AppKey, DateOnly Day), int> _used = [];

    public JournalWriter(SqliteConnection connection)
    {
        _connection = connection;
        _insert = Prepare(
            """
            INSERT INTO answered_lookup (answer_id, request_id, at, service, app_key, last_four, result_count)
            VALUES ($0, $1, $2, $3, $4, $5, $6)
            """,
            parameters: 7);
        _use = Prepare(
            """
            INSERT INTO quota_use (app_key, day, used) VALUES ($0, $1, $2)
            ON CONFLICT (app_key, day) DO UPDATE SET used = used + excluded.used
            """,
            parameters: 3);
    }

    /// <summary>Writes all rows and their use of quota, or nothing.</summary>
    public void Commit(List<LookupJournal.Waiting> batch)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        _insert.Transaction = _use.Transaction = transaction;
        _used.Clear();
        foreach (var (lookup, day) in batch)
        {
            if (lookup is not null)
            {
                Execute(_insert, lookup.AnswerId, (object?)lookup.RequestId ?? DBNull.Value, UnixMilliseconds.From(lookup.At), lookup.Service, lookup.AppKey, lookup.LastFour, lookup.ResultCount);
                CollectionsMarshal.GetValueRefOrAddDefault(_used, (lookup.AppKey, day), out _)++;
            }
        }

        foreach (var ((appKey, day), count) in _used)
        {
            Execute(_use, appKey, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), count);
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _use.Dispose();
        _connection.Dispose();
    }

    private static void Execute(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
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
