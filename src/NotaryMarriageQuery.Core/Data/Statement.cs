using System.Data.Common;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>A statement that is prepared once and bound by place, where EF's tracking would take several times as long as the database itself (decision 0002).</summary>
internal sealed class Statement : IDisposable
{
    private readonly DbCommand _command;

    /// <param name="connection">Where it runs.</param>
    /// <param name="sql">The statement, in SQL that all databases understand.</param>
    /// <param name="names">Its parameters, in the order in which values are given.</param>
    public Statement(DbConnection connection, string sql, params ReadOnlySpan<string> names)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        foreach (var name in names)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = name;
            _command.Parameters.Add(parameter);
        }
    }

    /// <summary>Runs it and returns how many rows it affected.</summary>
    public int Run(DbTransaction? transaction, params ReadOnlySpan<object> values)
    {
        Bind(transaction, values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>Reads the first row; the default value when there is none.</summary>
    public T? First<T>(Func<DbDataReader, T> read, DbTransaction? transaction, params ReadOnlySpan<object> values)
    {
        Bind(transaction, values);
        using var reader = _command.ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public void Dispose() => _command.Dispose();

    private void Bind(DbTransaction? transaction, ReadOnlySpan<object> values)
    {
        _command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i];
        }
    }
}
