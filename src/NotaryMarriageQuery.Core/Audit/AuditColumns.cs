using System.Data.Common;
using Microsoft.Data.Sqlite;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Audit;

/// <summary>Columns of <c>audit_entry</c> in the order in which the writer binds them.</summary>
internal static class AuditColumns
{
    public static readonly string[] Names =
        ["id", "kind", "at", "mono", "req", "org", "actor", "case_no", "subj1", "subj2", "status", "key_id", "detail", "mac"];

    public static readonly string Insert =
        $"INSERT INTO audit_entry ({string.Join(", ", Names)}) VALUES ({string.Join(", ", Names.Select(n => "@" + n))})";

    public static readonly string Select = $"SELECT {string.Join(", ", Names)} FROM audit_entry";

    public static bool AreNullableBytes(string column) => column is "subj1" or "subj2";

    public static AuditEntry Read(DbDataReader row) => row is SqliteDataReader { Handle: { } statement } ? SqliteAuditRow.Read(statement) : new()
    {
        Id = row.GetInt64(0),
        Kind = (AuditKind)row.GetInt16(1),
        At = row.GetInt64(2),
        Mono = row.GetInt64(3),
        Request = row.GetFieldValue<byte[]>(4),
        Organisation = row.GetString(5),
        Actor = row.GetString(6),
        CaseNumber = row.GetString(7),
        Subject1 = row.IsDBNull(8) ? null : row.GetFieldValue<byte[]>(8),
        Subject2 = row.IsDBNull(9) ? null : row.GetFieldValue<byte[]>(9),
        Status = (AuditStatus)row.GetInt16(10),
        KeyId = row.GetInt32(11),
        Detail = row.GetFieldValue<byte[]>(12),
        Mac = row.GetFieldValue<byte[]>(13),
    };

    /// <summary>The leaf form of a row; null when it has none.</summary>
    public static byte[]? Leaf(DbDataReader row) => row is SqliteDataReader { Handle: { } statement } ? SqliteAuditRow.Leaf(statement) : CanonicalRow.TryWrite(Read(row));

    public static void Bind(DbCommand command, AuditEntry row)
    {
        var parameters = command.Parameters;
        parameters[0].Value = row.Id;
        parameters[1].Value = (short)row.Kind;
        parameters[2].Value = row.At;
        parameters[3].Value = row.Mono;
        parameters[4].Value = row.Request;
        parameters[5].Value = row.Organisation;
        parameters[6].Value = row.Actor;
        parameters[7].Value = row.CaseNumber;
        parameters[8].Value = (object?)row.Subject1 ?? DBNull.Value;
        parameters[9].Value = (object?)row.Subject2 ?? DBNull.Value;
        parameters[10].Value = (short)row.Status;
        parameters[11].Value = row.KeyId;
        parameters[12].Value = row.Detail;
        parameters[13].Value = row.Mac;
    }
}
