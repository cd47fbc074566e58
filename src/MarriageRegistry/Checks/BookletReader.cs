using System.Collections.Concurrent;
using System.Globalization;
using CivilIdentity;
using MarriageRegistry.Booklets;
using MarriageRegistry.Data;
using MarriageRegistry.Registrations;
using Microsoft.Data.Sqlite;

namespace MarriageRegistry.Checks;

/// <summary>A booklet as a check sees it, with the registration that it certifies.</summary>
internal sealed record FoundBooklet(BookletState State, byte[] Digest, MarriageRegistration Registration);

/// <summary>The two reads of a check, each by an index.</summary>
public sealed class BookletReader(RegistryConnections connections, TimeProvider clock) : IDisposable
{
    // The code stands in the subquery, whose columns share no name with the registration's.
    private const string ByCode = $"""
        SELECT {RegistrationRow.Columns}, booklet_state, booklet_digest
        FROM (SELECT registration_id, state AS booklet_state, digest AS booklet_digest FROM booklet WHERE code = $code) AS made
        JOIN registration ON registration.id = made.registration_id
        """;

    // Both spellings of either number: old records hold 15 digits. The first act that ended this marriage counts, not a later one's.
    private const string EndOfMarriage = """
        SELECT kind FROM registration
        WHERE man_id_number IN ($man, $manOther) AND woman_id_number IN ($woman, $womanOther) AND kind IN ('IB', 'ID')
          AND (registered_on > $on OR (registered_on = $on AND id > $id))
        ORDER BY registered_on, id
        LIMIT 1
        """;

    private readonly ConcurrentBag<Prepared> _idle = [];

    /// <summary>The booklet of a code; null when there is none.</summary>
    internal FoundBooklet? Find(BookletCode code) => With(prepared => prepared.Find(code));

    /// <summary>The act that ended the couple's marriage after this registration; null while none did.</summary>
    internal RegistrationKind? FindEnd(MarriageRegistration registration) => With(prepared => prepared.FindEnd(registration, Both));

    public void Dispose()
    {
        while (_idle.TryTake(out var prepared))
        {
            prepared.Dispose();
        }
    }

    private T With<T>(Func<Prepared, T> read)
    {
        if (!_idle.TryTake(out var prepared))
        {
            prepared = new Prepared(connections.OpenReader());
        }

        try
        {
            var result = read(prepared);
            _idle.Add(prepared);
            return result;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    private (string, string) Both(string idNumber) =>
        ResidentId.TryParse(idNumber, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), out var id, out _)
            ? (id.Value, id.LegacyValue ?? id.Value)
            : (idNumber, idNumber);

    private sealed class Prepared : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _byCode;
        private readonly SqliteCommand _end;

        public Prepared(SqliteConnection connection)
        {
            _connection = connection;
            _byCode = Prepare(ByCode, "$code");
            _end = Prepare(EndOfMarriage, "$man", "$manOther", "$woman", "$womanOther", "$on", "$id");
        }

        public FoundBooklet? Find(BookletCode code)
        {
            _byCode.Parameters[0].Value = code.Value;
            using var reader = _byCode.ExecuteReader();
            return reader.Read()
                ? new FoundBooklet(
                    (BookletState)reader.GetInt32(reader.GetOrdinal("booklet_state")),
                    reader.GetFieldValue<byte[]>(reader.GetOrdinal("booklet_digest")),
                    RegistrationRow.Read(reader))
                : null;
        }

        public RegistrationKind? FindEnd(MarriageRegistration registration, Func<string, (string, string)> both)
        {
            var (man, manOther) = both(registration.Man.IdNumber);
            var (woman, womanOther) = both(registration.Woman.IdNumber);
            var on = registration.RegisteredOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            object[] values = [man, manOther, woman, womanOther, on, registration.Id];
            for (var i = 0; i < values.Length; i++)
            {
                _end.Parameters[i].Value = values[i];
            }

            return _end.ExecuteScalar() is string code ? RegistrationKinds.FromCode(code) : null;
        }

        public void Dispose()
        {
            _byCode.Dispose();
            _end.Dispose();
            _connection.Dispose();
        }

        private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> names)
        {
            var command = _connection.CreateCommand();
            command.CommandText = sql;
            foreach (var name in names)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            }

            return command;
        }
    }
}
