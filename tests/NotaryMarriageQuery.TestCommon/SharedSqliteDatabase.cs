using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.TestCommon;

/// <summary>SQLite that several portals of one test share, which they are told: what holds between instances holds here.</summary>
public sealed class SharedSqliteDatabase(string connectionString) : SqliteDatabase(connectionString)
{
    public override bool IsShared => true;
}
