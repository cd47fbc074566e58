using System.Collections.Concurrent;
using System.Data.Common;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>One small read that every request makes: a prepared statement on a few connections of its own.</summary>
/// <remarks>
/// For the few reads on the hot path (decision 0002); for anything that is not on every request EF serves. On a server the connection
/// goes back to the driver's pool each time: connections are few there, and the driver keeps statements prepared with them.
/// </remarks>
public sealed class PreparedQuery(PortalDatabase database, string sql, params string[] parameters) : IDisposable
{
    private readonly ConcurrentBag<DbCommand> _idle = [];

    /// <summary>Reads the first row, or returns the default value when there is none.</summary>
    public async Task<T?> FirstAsync<T>(Func<DbDataReader, T> read, CancellationToken cancellationToken, params object[] values)
    {
        if (!_idle.TryTake(out var command))
        {
            command = Prepare(await database.ConnectAsync(cancellationToken));
        }

        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i];
            }

            T? result;
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                result = await reader.ReadAsync(cancellationToken) ? read(reader) : default;
            }

            GiveBack(command);
            return result;
        }
        catch
        {
            // A connection that failed is not used again.
            Close(command);
            throw;
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var command))
        {
            Close(command);
        }
    }

    private static void Close(DbCommand command)
    {
        var connection = command.Connection;
        command.Dispose();
        connection?.Dispose();
    }

    private void GiveBack(DbCommand command)
    {
        if (database.IsShared)
        {
            Close(command);
        }
        else
        {
            _idle.Add(command);
        }
    }

    private DbCommand Prepare(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
