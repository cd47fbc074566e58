using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Queries;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Queries;

/// <summary>What of an answer can be found in SQLite's files.</summary>
public sealed class AnswerFileTests : CoreTest
{
    private AnswerStore Answers => Host.Get<AnswerStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        (await Host.Get<QueryService>().LookUpAsync(CoreHost.RightLookup(), await Host.ActorAsync(), CancellationToken.None)).ShouldBeOfType<LookUpOutcome.Answered>();
    }

    [Fact]
    public async Task EraseExpired_TimeIsOver_LeavesNoTraceInTheFile()
    {
        byte[] ciphertext;
        await using (var db = Host.Database.Context())
        {
            ciphertext = (await db.KeptAnswers.AsNoTracking().SingleAsync()).Sealed;
        }

        await CheckpointAsync();
        FileHolds(ciphertext).ShouldBeTrue();
        (await Answers.EraseExpiredAsync(CancellationToken.None)).ShouldBe(0);
        Host.Clock.Advance(TimeSpan.FromMinutes(30));

        (await Answers.EraseExpiredAsync(CancellationToken.None)).ShouldBe(1);

        FileHolds(ciphertext).ShouldBeFalse();
        EvidenceRows.FindBreak(Host.Database.ReadRows(), Host.Database.Keys.MacKey).ShouldBeNull();
    }

    [Fact]
    public async Task Stored_Answer_HoldsNoPlainText()
    {
        await CheckpointAsync();

        var file = await File.ReadAllBytesAsync(Path.Combine(Host.Database.Folder, "portal.db"));

        foreach (var secret in new[] { "339999199001010013", "339999199202020023", "J339999-2018-900001", "示例二" })
        {
            file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)).ShouldBe(-1, secret);
        }
    }

    private async Task CheckpointAsync()
    {
        await using var db = Host.Database.Context();
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private bool FileHolds(byte[] bytes) => Directory.GetFiles(Host.Database.Folder, "portal.db*")
        .Any(f => ReadShared(f).AsSpan().IndexOf(bytes.AsSpan(0, 64)) >= 0);

    private static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
