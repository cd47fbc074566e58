using System.Security.Cryptography;
using System.Data.Common;
using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Tests.Core;

/// <summary>Reads evidence without the program's own mapping, and checks sequences and MACs.</summary>
internal static class EvidenceRows
{
    public static List<AuditEntry> Read(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT id, kind, at, mono, req, org, actor, case_no, subj1, subj2, status, key_id, detail, mac FROM audit_entry ORDER BY id";
        using var reader = command.ExecuteReader();
        var rows = new List<AuditEntry>();
        while (reader.Read())
        {
            rows.Add(new AuditEntry
            {
                Id = reader.GetInt64(0),
                Kind = (AuditKind)reader.GetInt16(1),
                At = reader.GetInt64(2),
                Mono = reader.GetInt64(3),
                Request = (byte[])reader[4],
                Organisation = reader.GetString(5),
                Actor = reader.GetString(6),
                CaseNumber = reader.GetString(7),
                Subject1 = reader[8] as byte[],
                Subject2 = reader[9] as byte[],
                Status = (AuditStatus)reader.GetInt16(10),
                KeyId = reader.GetInt32(11),
                Detail = (byte[])reader[12],
                Mac = (byte[])reader[13],
            });
        }

        return rows;
    }

    /// <summary>The first row whose number or MAC is wrong, as text; null when every writer's sequence is whole.</summary>
    public static string? FindBreak(IEnumerable<AuditEntry> rows, byte[] macKey)
    {
        foreach (var writer in rows.GroupBy(r => r.Id >> 32))
        {
            var previous = new byte[AuditEntry.MacLength];
            var expected = (writer.Key << 32) | 1;
            foreach (var row in writer.OrderBy(r => r.Id))
            {
                if (row.Id != expected++)
                {
                    return $"{AuditNumber.Format(row.Id)}: gap";
                }

                if (!HMACSHA256.HashData(macKey, (byte[])[.. previous, .. CanonicalRow.Write(row, withMac: false)]).SequenceEqual(row.Mac))
                {
                    return $"{AuditNumber.Format(row.Id)}: MAC";
                }

                previous = row.Mac;
            }
        }

        return null;
    }
}
