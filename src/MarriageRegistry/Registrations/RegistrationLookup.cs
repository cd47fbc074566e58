using System.Collections.Concurrent;
using MarriageRegistry.Data;
using Microsoft.Data.Sqlite;

namespace MarriageRegistry.Registrations;

/// <summary>What an application asks the registry.</summary>
public abstract record SharedQuestion
{
    /// <summary>All that the journal may keep of a number; empty where none was given.</summary>
    public abstract string LastFour { get; }
}

/// <summary>Who is asked about: a number and the comparison key of a name; both must fit one side of a registration.</summary>
public sealed record RegistrationQuestion(string IdNumber, string NameKey) : SharedQuestion
{
    public override string LastFour => IdNumber[^4..];
}

/// <summary>Finds registrations by exact number and name (Z 四); with less than that only the province may search, see <see cref="RegistrationSearcher"/>.</summary>
public sealed class RegistrationLookup(RegistryConnections connections) : IDisposable
{
    private const string Sql = $"""
        SELECT {RegistrationRow.Columns}
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
                found.Add(RegistrationRow.Read(reader));
            }

            return found;
        }

        public void Dispose()
        {
            _command.Dispose();
            _connection.Dispose();
        }
    }
}
