using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>Everything that is particular to SQL Server.</summary>
public sealed class SqlServerDatabase(string connectionString) : PortalDatabase
{
    /// <summary>Compares by character number: no case, width or accent is ignored.</summary>
    internal const string Collation = "Latin1_General_100_BIN2";

    private const int UniqueIndexViolated = 2601;
    private const int UniqueConstraintViolated = 2627;

    /// <summary>True in a build with the whole client (<c>SqlServerRuntime=true</c>).</summary>
    public static bool IsInThisBuild =>
#if SQL_SERVER_RUNTIME
        true;
#else
        false;
#endif

    public override string Name => "SQL Server";

    public override bool IsShared => true;

    // As on PostgreSQL: a server that is away is reported as such, not wrapped into an InvalidOperationException.
    public override void Use(DbContextOptionsBuilder options) => options
        .UseSqlServer(connectionString, server => server.ExecutionStrategy(dependencies => new NonRetryingExecutionStrategy(dependencies)))
        .ReplaceService<IModelCustomizer, Texts>()
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    public override PortalDbContext OpenForMigrations()
    {
        var options = new DbContextOptionsBuilder<SqlServerPortalContext>();
        Use(options);
        return new SqlServerPortalContext(options.Options);
    }

    public override void CheckBuild()
    {
        if (!IsInThisBuild)
        {
            throw new InvalidOperationException(
                "本程序包不含 SQL Server 客户端，不能使用 Database:Provider=SqlServer。请改用以 dotnet publish -p:SqlServerRuntime=true 生成的程序包。");
        }
    }

    public override DbConnection Connect()
    {
        var connection = new SqlConnection(connectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override void CheckDurability()
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT delayed_durability_desc FROM sys.databases WHERE database_id = DB_ID()";
        if (command.ExecuteScalar() is not "DISABLED")
        {
            throw new InvalidOperationException(
                "SQL Server 数据库允许延迟持久化，断电会丢失已确认的存证。请执行 ALTER DATABASE CURRENT SET DELAYED_DURABILITY = DISABLED 后再启动。");
        }
    }

    /// <remarks>The lock belongs to the role of sealers, so that not everybody with a connection can sit on it.</remarks>
    public override DbTransaction? TryBeginSealing(DbConnection connection)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = """
                DECLARE @result int;
                EXEC @result = sp_getapplock @Resource = N'audit-seal', @LockMode = 'Exclusive', @LockOwner = 'Transaction',
                    @LockTimeout = 0, @DbPrincipal = N'audit_sealer';
                SELECT @result;
                """;
            if (command.ExecuteScalar() is >= 0)
            {
                return transaction;
            }
        }
        catch
        {
            transaction.Dispose();
            throw;
        }

        transaction.Dispose();
        return null;
    }

    public override bool IsUniqueViolation(DbException error) => error is SqlException { Number: UniqueIndexViolated or UniqueConstraintViolated };

    private sealed class Texts(ModelCustomizerDependencies dependencies) : TextCollation(dependencies, Collation);
}
