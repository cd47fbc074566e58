using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>Marks instants that come from the database as UTC.</summary>
internal sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
    value => value,
    value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
