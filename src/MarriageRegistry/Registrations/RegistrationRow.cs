using System.Globalization;
using MarriageRegistry.Data;
using Microsoft.Data.Sqlite;

namespace MarriageRegistry.Registrations;

/// <summary>A row of the table as the prepared statements read it.</summary>
internal static class RegistrationRow
{
    /// <summary>The columns in the order in which <see cref="Read"/> expects them.</summary>
    public const string Columns = """
        id, kind, certificate_number, office_code, office_name, registered_on, remark, shared_at,
        man_name, man_name_key, man_id_number, man_birth_date, man_nation,
        woman_name, woman_name_key, woman_id_number, woman_birth_date, woman_nation
        """;

    public static MarriageRegistration Read(SqliteDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        Kind = RegistrationKinds.FromCode(reader.GetString(1)),
        CertificateNumber = reader.GetString(2),
        OfficeCode = reader.GetString(3),
        OfficeName = reader.GetString(4),
        RegisteredOn = Date(reader.GetString(5)),
        Remark = Text(reader, 6),
        SharedAt = UnixMilliseconds.ToUtc(reader.GetInt64(7)),
        Man = Party(reader, 8),
        Woman = Party(reader, 13),
    };

    private static RegisteredParty Party(SqliteDataReader reader, int first) => new()
    {
        Name = reader.GetString(first),
        NameKey = reader.GetString(first + 1),
        IdNumber = reader.GetString(first + 2),
        BirthDate = Text(reader, first + 3) is { } birth ? Date(birth) : null,
        Nation = Text(reader, first + 4),
    };

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
