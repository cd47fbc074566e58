using System.Diagnostics;
using Npgsql;

namespace NotaryMarriageQuery.TestCommon;

/// <summary>A real PostgreSQL for the tests of this process: the one that <c>NMQ_TEST_POSTGRES</c> names, or one of its own in a temporary folder.</summary>
/// <remarks>
/// The own server listens on a socket in its folder only, so no port can be taken, and ends with this process even when that is killed:
/// its shell waits for the end of its input.
/// </remarks>
public static class PostgresServer
{
    private const string Script = """
        set -eu
        trap '' INT HUP
        "$1/initdb" -D "$2/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N >"$2/log" 2>&1
        start() {
            "$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=300 -c shared_buffers=64MB >>"$2/log" 2>&1 &
            server=$!
        }
        start "$1" "$2"
        while read -r _; do
            kill -KILL $server
            wait $server || true
            sleep 2
            start "$1" "$2"
        done
        kill -QUIT $server
        wait $server || true
        rm -rf "$2"
        """;

    private static readonly Lazy<Task<string>> _server = new(StartAsync);
    private static Process? _process;

    /// <summary>Connection string of a superuser to the database <c>postgres</c>.</summary>
    public static Task<string> SuperuserAsync() => _server.Value;

    /// <summary>Ends the server as a power cut does and starts it again; false for a server that is not our own. Every test of this process notices.</summary>
    public static async Task<bool> KillAsync()
    {
        var connectionString = await SuperuserAsync();
        if (_process is not { } server)
        {
            return false;
        }

        await server.StandardInput.WriteLineAsync("kill");
        await server.StandardInput.FlushAsync();

        // Until the old one is surely gone, an answer may still be its own.
        await Task.Delay(TimeSpan.FromSeconds(1));
        await WaitAsync(connectionString, server, "");
        return true;
    }

    /// <summary>Runs statements as superuser in a database.</summary>
    public static async Task ExecuteAsync(string database, string sql)
    {
        // Only the database that every test asks keeps connections; the others are to be copied and dropped.
        var pooling = database == "postgres";
        await using var connection = new NpgsqlConnection($"{await AsAsync(database)};Pooling={pooling};Server Compatibility Mode=NoTypeLoading");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Connection string to a database, as superuser unless a name is given.</summary>
    public static async Task<string> AsAsync(string database, string? user = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(await SuperuserAsync()) { Database = database };
        if (user is not null)
        {
            builder.Username = user;
            builder.Password = user;
        }

        return builder.ToString();
    }

    /// <summary>Makes a database, empty or as a copy; nobody may be connected to what is copied.</summary>
    public static async Task<string> CreateDatabaseAsync(string? template = null, string? owner = null)
    {
        var name = $"nmq_{Guid.NewGuid():N}";
        await ExecuteAsync("postgres", $"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE {template ?? "template0"}{(owner is null ? "" : $" OWNER {owner}")}");
        return name;
    }

    /// <summary>Removes a database with everybody who is still connected.</summary>
    public static Task DropDatabaseAsync(string name) => ExecuteAsync("postgres", $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("NMQ_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }

        var folder = Directory.CreateTempSubdirectory("nmq-pg-").FullName;
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true };
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            var user = File.ReadLines("/etc/passwd").Any(l => l.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";
            await Process.Start("chown", [user, folder])!.WaitForExitAsync();
            start = new ProcessStartInfo("runuser") { RedirectStandardInput = true, WorkingDirectory = "/" };
            Add(start, "-u", user, "--", "sh");
        }

        Add(start, "-c", Script, "sh", FindPrograms(), folder);
        var server = _process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.StandardInput.Close();
            server.WaitForExit(TimeSpan.FromSeconds(10));
        };
        var connectionString = $"Host={folder};Username=postgres;Database=postgres;Include Error Detail=true";
        await WaitAsync(connectionString, server, folder);
        return connectionString;
    }

    private static void Add(ProcessStartInfo start, params string[] words) => Array.ForEach(words, start.ArgumentList.Add);

    private static string FindPrograms() =>
        Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Max()
        ?? throw new InvalidOperationException("PostgreSQL is not installed; tests/run.sh installs it.");

    private static async Task WaitAsync(string connectionString, Process server, string folder)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (!server.HasExited && waited.Elapsed < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(100);
            }
            catch (NpgsqlException e)
            {
                var log = Path.Combine(folder, "log");
                throw new InvalidOperationException("PostgreSQL did not start: " + (File.Exists(log) ? await File.ReadAllTextAsync(log) : ""), e);
            }
        }
    }
}
