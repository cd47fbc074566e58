using System.Collections.Concurrent;
using System.Globalization;
using MarriageRegistry.Data;
using Microsoft.Data.Sqlite;

namespace MarriageRegistry.Registrations;

/// <summary>Who is asked about: a number and the comparison key of a name; both must fit one side of a registration.</summary>
public sealed record RegistrationQuestion(string IdNumber, string NameKey)
{
    /// <summary>All that the journal may keep of the number.</summary>
    public string LastFour => IdNumber[^4..];
}

/// <summary>Finds registrations by exact number and name (Z 四); there is no search by anything less.</summary>
public sealed class RegistrationLookup(RegistryConnections connections) : IDisposable
{
    private const string Sql = """
        SELECT id, kind, certificate_number, office_code, office_name, registered_on, remark, shared_at,
               man_name, man_name_key, man_id_number, man_birth_date, man_nation,
               woman_name, woman_name_key, woman_id_number, woman_birth_date, woman_nation
        FROM registration
        WHERE (man_id_number = $number AND man_name_key = $name) OR (woman_id_number = $number AND woman_name_key = $name)
        ORDER BY registered_on, id
        """;

    // Never more than there are threads asking: each takes one out and puts it back.
    private readonly ConcurrentBag<PreparedLookup> _idle = [];

    /// <summary>The registrations of one person, oldest first; empty when nothing fits.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public IReadOnlyList<MarriageRegistration> Find(RegistrationQuestion question)
    {
        if (!_idle.TryTake(out var prepared))
        {
            prepared = new PreparedLookup(connections.OpenReader());
        }

        try
        {
            var found = prepared.Find(question);
            _idle.Add(prepared);
            return found;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var prepared))
        {
            prepared.Dispose();
        }
    }

    private sealed class PreparedLookup : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _command;
        private readonly SqliteParameter _number;
        private readonly SqliteParameter _name;

        public PreparedLookup(SqliteConnection connection)
        {
            _connection = connection;
            _command = connection.CreateCommand();
            _command.CommandText = Sql;
            _number = _command.Parameters.Add("$number", SqliteType.Text);
            _name = _command.Parameters.Add("$name", SqliteType.Text);
        }

        public List<MarriageRegistration> Find(RegistrationQuestion question)
        {
            _number.Value = question.IdNumber;
            _name.Value = question.NameKey;
            using var reader = _command.ExecuteReader();
            var found = new List<MarriageRegistration>();
            while (reader.Read())
            {
                found.Add(new MarriageRegistration
                {
                    Id = reader.GetInt64(0),
                    Kind = RegistrationKinds.FromCode(reader.GetString(1)),
                    CertificateNumber = reader.GetString(2),
                    OfficeCode = reader.GetString(3),
                    OfficeName = reader.GetString(4),
                    RegisteredOn = Date(reader.GetString(5)),
                    Remark = Text(reader, 6),
                    SharedAt = UnixMilliseconds.ToUtc(reader.GetInt64(7)),
                    Man = Party(reader, 8),
                    Woman = Party(reader, 13),
                });
            }

            return found;
        }

        public void Dispose()
        {
            _command.Dispose();
            _connection.Dispose();
        }

        private static RegisteredParty Party(SqliteDataReader reader, int first) => new()
        {
            Name = reader.GetString(first),
            NameKey = reader.GetString(first + 1),
            IdNumber = reader.GetString(first + 2),
            BirthDate = Text(reader, first + 3) is { } birth ? Date(birth) : null,
            Nation = Text(reader, first + 4),
        };

        private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

        private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
