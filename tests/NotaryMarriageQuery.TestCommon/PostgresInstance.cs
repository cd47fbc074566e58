using System.Diagnostics;
using Npgsql;

namespace NotaryMarriageQuery.TestCommon;

/// <summary>A PostgreSQL of its own in a temporary folder, which can crash and be started again.</summary>
/// <remarks>
/// It listens on a socket in its folder only, so no port can be taken, and ends with this process even when that is killed: its shell
/// waits for the end of its input.
/// </remarks>
public sealed class PostgresInstance : IDisposable
{
    private const string Script = """
        set -eu
        trap '' INT HUP
        run() {
            "$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=300 -c shared_buffers=64MB >>"$2/log" 2>&1 &
            server=$!
        }
        "$1/initdb" -D "$2/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 -N >"$2/log" 2>&1
        run "$1" "$2"
        while read -r order; do
            case $order in
                crash) kill -QUIT $server; wait $server || true ;;
                start) run "$1" "$2" ;;
            esac
        done
        kill -QUIT $server || true
        wait $server || true
        rm -rf "$2"
        """;

    private readonly Process _shell;
    private readonly string _folder;

    private PostgresInstance(Process shell, string folder) => (_shell, _folder) = (shell, folder);

    /// <summary>Connection string of a superuser to the database <c>postgres</c>.</summary>
    public string ConnectionString => $"Host={_folder};Username=postgres;Database=postgres;Include Error Detail=true";

    /// <summary>Makes one and waits until it answers.</summary>
    public static async Task<PostgresInstance> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("nmq-pg-").FullName;
        // A session of its own: whoever kills the test run as a group must not kill the one that cleans up behind it.
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, WorkingDirectory = "/" };
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            var user = File.ReadLines("/etc/passwd").Any(l => l.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";
            await Process.Start("chown", [user, folder])!.WaitForExitAsync();
            Add(start, "runuser", "-u", user, "--");
        }

        Add(start, "sh", "-c", Script, "sh", FindPrograms(), folder);
        var instance = new PostgresInstance(Process.Start(start)!, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => instance.Dispose();
        await instance.WaitAsync();
        return instance;
    }

    /// <summary>Runs statements as superuser in a database.</summary>
    public async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database, Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends the server without any goodbye; what it acknowledged is in its log only.</summary>
    public Task CrashAsync() => OrderAsync("crash");

    /// <summary>Starts it again over the same folder and waits until it has recovered.</summary>
    public async Task StartAgainAsync()
    {
        await OrderAsync("start");
        await WaitAsync();
    }

    public void Dispose()
    {
        if (_shell.StandardInput.BaseStream.CanWrite)
        {
            _shell.StandardInput.Close();
            _shell.WaitForExit(TimeSpan.FromSeconds(10));
        }
    }

    private static void Add(ProcessStartInfo start, params string[] words) => Array.ForEach(words, start.ArgumentList.Add);

    private static string FindPrograms() =>
        Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Max()
        ?? throw new InvalidOperationException("PostgreSQL is not installed; tests/run.sh installs it.");

    private async Task OrderAsync(string order)
    {
        await _shell.StandardInput.WriteLineAsync(order);
        await _shell.StandardInput.FlushAsync();
    }

    private async Task WaitAsync()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (!_shell.HasExited && waited.Elapsed < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(100);
            }
            catch (NpgsqlException e)
            {
                var log = Path.Combine(_folder, "log");
                throw new InvalidOperationException("PostgreSQL did not start: " + (File.Exists(log) ? await File.ReadAllTextAsync(log) : ""), e);
            }
        }
    }
}
