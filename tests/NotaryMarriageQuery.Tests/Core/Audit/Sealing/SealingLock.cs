using System.Data.Common;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Tests.Core.Audit.Sealing;

internal static class SealingLock
{
    /// <summary>The transaction in which a sealer stores; null when another has it.</summary>
    public static DbTransaction? TryHoldSealing(this PortalDatabase database, DbConnection connection) =>
        database.TryBeginSealing(connection) is { } sealing ? database.TryBeginStoring(connection, sealing) : null;
}
