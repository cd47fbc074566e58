using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using NotaryMarriageQuery.Core.Data;
using SQLitePCL;

namespace NotaryMarriageQuery.Tests.Core;

/// <summary>The writer's connections with faults that the database itself produces, at the moment the test chooses.</summary>
/// <remarks>Every database can refuse commits; a full disk and an ambiguous commit are SQLite's only.</remarks>
internal sealed class WriterConnections(TestDatabase database)
{
    private const int Error = 1;

    // The native side keeps a pointer only; the delegate must live as long as the connections do.
    private readonly List<WalHook> _hooks = [];
    private int _commits;

    private delegate int WalHook(IntPtr state, IntPtr handle, IntPtr database, int pages);

    private volatile bool _refuseCommits;

    /// <summary>Every commit is turned into a rollback.</summary>
    public bool RefuseCommits
    {
        get => _refuseCommits;
        set
        {
            if (_refuseCommits != value && database is PostgresTestDatabase server)
            {
                server.RefuseCommits(value);
            }

            _refuseCommits = value;
        }
    }

    /// <summary>Connections opened from now on find no room for another page.</summary>
    public volatile bool Full;

    /// <summary>How many of the next commits take effect and report an error all the same.</summary>
    public int AmbiguousCommits;

    /// <summary>How many of the next commits are turned into a rollback; SQLite only.</summary>
    public int RefusedCommits;

    /// <summary>Commits that were tried; on a server, those that succeeded.</summary>
    public int Commits => database is PostgresTestDatabase server ? server.CountCommits() : Volatile.Read(ref _commits);

    public DbConnection Connect()
    {
        var opened = database.Database.Connect();
        if (opened is not SqliteConnection connection)
        {
            return opened;
        }

        raw.sqlite3_commit_hook(connection.Handle, _ => OnCommit(), null);
        WalHook hook = (_, _, _, _) => Interlocked.Decrement(ref AmbiguousCommits) >= 0 ? Error : 0;
        _hooks.Add(hook);
        SetWalHook(connection.Handle!.DangerousGetHandle(), hook, IntPtr.Zero);
        using var command = connection.CreateCommand();
        command.CommandText = Full ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 1000000";
        command.ExecuteNonQuery();
        return connection;
    }

    private int OnCommit()
    {
        Interlocked.Increment(ref _commits);
        return RefuseCommits || Interlocked.Decrement(ref RefusedCommits) >= 0 ? Error : 0;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_wal_hook", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern IntPtr SetWalHook(IntPtr database, WalHook hook, IntPtr state);
}
