using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NotaryMarriageQuery.Core.Institutions;

namespace NotaryMarriageQuery.Core.Files;

/// <summary>A written request (书面请求) as it was handed in, encrypted; never changed, never replaced.</summary>
/// <remarks>Its key comes from the key of the year in which it came: with that year's key the file becomes unreadable, too.</remarks>
public sealed class KeptFile
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MaxLength = 10 * 1024 * 1024;

    /// <summary>Most files that belong to one thing.</summary>
    public const int MostOfOne = 10;

    public const int OwnerMaxLength = 64;

    public required Guid Id { get; init; }

    /// <summary>What it belongs to, <see cref="FileOwner"/>.</summary>
    public required string Owner { get; init; }

    /// <summary>The institution that handed it in.</summary>
    public required Guid InstitutionId { get; init; }

    public required FileFormat Format { get; init; }

    /// <summary>Length of the content in bytes.</summary>
    public required int Length { get; init; }

    /// <summary>SHA-256 of the content, also in the evidence.</summary>
    public required byte[] Sha256 { get; init; }

    /// <summary>Calendar year whose key it is encrypted under.</summary>
    public required int Period { get; init; }

    public required string AddedByName { get; init; }

    /// <summary>UTC instant.</summary>
    public required DateTime AddedAt { get; init; }

    public required byte[] Sealed { get; init; }
}

/// <summary>Formats of files that are taken. Stored by number.</summary>
public enum FileFormat
{
    Pdf = 1,
    Png = 2,
    Jpeg = 3,
}

/// <summary>What a file belongs to, as it is stored.</summary>
public static class FileOwner
{
    /// <summary>A lookup, by its request id.</summary>
    public static string LookUp(string requestId) => "lookup/" + requestId;

    /// <summary>An application for assistance.</summary>
    public static string Assistance(Guid id) => "assistance/" + id.ToString("N");

    /// <summary>A finding of an inspection, and its answer.</summary>
    public static string Finding(Guid id) => "finding/" + id.ToString("N");

    /// <summary>A decision on consequences.</summary>
    public static string Sanction(Guid id) => "sanction/" + id.ToString("N");
}

public sealed class KeptFileConfiguration : IEntityTypeConfiguration<KeptFile>
{
    public void Configure(EntityTypeBuilder<KeptFile> builder)
    {
        builder.ToTable("kept_file");
        builder.Property(f => f.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(f => f.Owner).HasColumnName("owner").HasMaxLength(KeptFile.OwnerMaxLength);
        builder.Property(f => f.InstitutionId).HasColumnName("institution_id");
        builder.Property(f => f.Format).HasColumnName("format");
        builder.Property(f => f.Length).HasColumnName("length");
        builder.Property(f => f.Sha256).HasColumnName("sha256").HasMaxLength(32);
        builder.Property(f => f.Period).HasColumnName("period");
        builder.Property(f => f.AddedByName).HasColumnName("added_by_name").HasMaxLength(120);
        builder.Property(f => f.AddedAt).HasColumnName("added_at");
        builder.Property(f => f.Sealed).HasColumnName("sealed");
        builder.HasIndex(f => new { f.Owner, f.Sha256 }).IsUnique();
        builder.HasOne<Institution>().WithMany().HasForeignKey(f => f.InstitutionId).OnDelete(DeleteBehavior.Restrict);
    }
}
