using System.Globalization;
using MarriageRegistry.Data;
using Microsoft.Data.Sqlite;

namespace MarriageRegistry.Registrations;

/// <summary>A person of whom the number is not known (Z 八(四)): a full name, and whatever else narrows it. Everything given must fit exactly.</summary>
/// <param name="NameKey">Comparison key of the person's full name.</param>
public sealed record RegistrationSearch(string NameKey) : SharedQuestion
{
    /// <summary>Most registrations that are answered; above it the search is too wide and nothing is told.</summary>
    public const int Most = 20;

    public override string LastFour => "";

    /// <summary>Day or year (yyyy) of the person's birth, as text; null when not known.</summary>
    public string? Birth { get; init; }

    /// <summary>Comparison key of the other side's name; null when not known.</summary>
    public string? SpouseKey { get; init; }

    /// <summary>First digits of the registering office's region; null when not known.</summary>
    public string? Region { get; init; }

    public int? FromYear { get; init; }

    public int? ToYear { get; init; }
}

/// <summary>Searches registrations for the province's officer; never fuzzy, never more than <see cref="RegistrationSearch.Most"/> and one.</summary>
public sealed class RegistrationSearcher(RegistryConnections connections)
{
    // Old records hold no birth date; it stands in their 15-digit number.
    private const string Sql = $"""
        SELECT {RegistrationRow.Columns}
        FROM registration
        WHERE ((man_name_key = $name AND ($spouse IS NULL OR woman_name_key = $spouse)
                AND ($birth IS NULL OR substr(COALESCE(man_birth_date,
                    '19' || substr(man_id_number, 7, 2) || '-' || substr(man_id_number, 9, 2) || '-' || substr(man_id_number, 11, 2)), 1, length($birth)) = $birth))
            OR (woman_name_key = $name AND ($spouse IS NULL OR man_name_key = $spouse)
                AND ($birth IS NULL OR substr(COALESCE(woman_birth_date,
                    '19' || substr(woman_id_number, 7, 2) || '-' || substr(woman_id_number, 9, 2) || '-' || substr(woman_id_number, 11, 2)), 1, length($birth)) = $birth)))
          AND ($region IS NULL OR substr(office_code, 1, length($region)) = $region)
          AND ($from IS NULL OR registered_on >= $from)
          AND ($to IS NULL OR registered_on <= $to)
        ORDER BY registered_on, id
        LIMIT $most
        """;

    /// <summary>What fits, oldest first; one more than <see cref="RegistrationSearch.Most"/> when there is more.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public IReadOnlyList<MarriageRegistration> Find(RegistrationSearch search)
    {
        using var connection = connections.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        Add(command, "$name", search.NameKey);
        Add(command, "$spouse", search.SpouseKey);
        Add(command, "$birth", search.Birth);
        Add(command, "$region", search.Region);
        Add(command, "$from", search.FromYear is { } from ? Day(from, 1, 1) : null);
        Add(command, "$to", search.ToYear is { } to ? Day(to, 12, 31) : null);
        command.Parameters.AddWithValue("$most", RegistrationSearch.Most + 1);
        using var reader = command.ExecuteReader();
        var found = new List<MarriageRegistration>();
        while (reader.Read())
        {
            found.Add(RegistrationRow.Read(reader));
        }

        return found;
    }

    private static void Add(SqliteCommand command, string name, string? value) => command.Parameters.AddWithValue(name, (object?)value ?? DBNull.Value);

    private static string Day(int year, int month, int day) => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}");
}
