using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Tests.Core.Audit.Sealing;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Audit;

/// <summary>The lock of the one sealer, as it has it when it stores, and the tables it writes.</summary>
public class SealingLockTests : CoreTest
{
    [Fact]
    public async Task TryBegin_HeldByAnother_IsNullAtOnceAndFreeAfterwards()
    {
        var database = Host.Database.Database;
        await using var first = database.Connect();
        await using var second = database.Connect();
        await using (var held = database.TryHoldSealing(first))
        {
            held.ShouldNotBeNull();
            database.TryHoldSealing(second).ShouldBeNull();
        }

        await using var free = database.TryHoldSealing(second);
        free.ShouldNotBeNull();
    }

    [Fact]
    public async Task TryBegin_HolderIsGone_IsFree()
    {
        var database = Host.Database.Database;
        var first = database.Connect();
        database.TryHoldSealing(first).ShouldNotBeNull();

        await first.DisposeAsync();

        await using var second = database.Connect();
        await using var free = database.TryHoldSealing(second);
        free.ShouldNotBeNull();
    }

    [Fact]
    public async Task Tables_WrittenByPlainStatements_AreReadThroughTheModel()
    {
        await using (var connection = Host.Database.Database.Connect())
        await using (var transaction = Host.Database.Database.TryHoldSealing(connection).ShouldNotBeNull())
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = """
                INSERT INTO audit_segment (first_leaf, first_id, count) VALUES (@leaf, @id, @count);
                INSERT INTO audit_tile (level, idx, root, data) VALUES (@level, @leaf, @root, @data);
                INSERT INTO audit_checkpoint (size, prev_size, note) VALUES (@id, @leaf, @note);
                """;
            foreach (var (name, value) in new (string, object)[]
                { ("@leaf", 0L), ("@id", 5L), ("@count", 3), ("@level", (short)1), ("@root", new byte[32]), ("@data", new byte[8192]), ("@note", "示例\n𠮷") })
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            (await command.ExecuteNonQueryAsync()).ShouldBe(3);
            await transaction.CommitAsync();
        }

        await using var db = Host.Database.Context();
        var segment = await db.Set<AuditSegment>().AsNoTracking().SingleAsync();
        (segment.FirstLeaf, segment.FirstId, segment.Count).ShouldBe((0, 5, 3));
        var tile = await db.AuditTiles.AsNoTracking().SingleAsync();
        (tile.Level, tile.Index, tile.Root.Length, tile.Data.Length).ShouldBe(((short)1, 0, 32, 8192));
        var checkpoint = await db.AuditCheckpoints.AsNoTracking().SingleAsync();
        (checkpoint.Size, checkpoint.PreviousSize, checkpoint.Note).ShouldBe((5, 0, "示例\n𠮷"));
    }

    [Fact]
    public async Task IsUniqueViolation_SameKeyTwice_IsTrueAndOtherFaultsAreNot()
    {
        const string insert = "INSERT INTO institution (\"Id\", \"Code\", \"Name\", \"Kind\", \"RegionCode\", \"IsOpen\", \"ClosedReason\") SELECT ";
        await using var connection = Host.Database.Database.Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = insert + "\"Id\", \"Code\" || 'x', \"Name\", \"Kind\", \"RegionCode\", \"IsOpen\", \"ClosedReason\" FROM institution";

        var sameKey = await Should.ThrowAsync<System.Data.Common.DbException>(() => command.ExecuteNonQueryAsync());
        Host.Database.Database.IsUniqueViolation(sameKey).ShouldBeTrue();

        command.CommandText = "INSERT INTO institution (\"Id\") SELECT \"Id\" FROM institution";
        var other = await Should.ThrowAsync<System.Data.Common.DbException>(() => command.ExecuteNonQueryAsync());
        Host.Database.Database.IsUniqueViolation(other).ShouldBeFalse();
    }
}
