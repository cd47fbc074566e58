using MarriageRegistry.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MarriageRegistry.Desk.Accounts;

/// <summary>What a person may do at the desk.</summary>
public enum RegistrarRole
{
    /// <summary>婚姻登记员: enters, prints, corrects what was not printed.</summary>
    Registrar,

    /// <summary>登记机关负责人: also corrects after printing, lets a booklet be printed again, reads the journal.</summary>
    OfficeLead,
}

/// <summary>A registrar's account: one person of one office.</summary>
public sealed class Registrar
{
    public const int AccountMaxLength = 40;
    public const int NameMaxLength = 50;

    public long Id { get; init; }

    public required string Account { get; init; }

    public required string Name { get; init; }

    public required RegistrarRole Role { get; set; }

    public required string OfficeCode { get; init; }

    public RegistryOffice Office { get; init; } = null!;

    public string PasswordHash { get; set; } = "";

    /// <summary>The key of the one-time codes, sealed.</summary>
    public required byte[] SealedCodeKey { get; set; }

    /// <summary>Newest time step whose one-time code was used; it is not taken again.</summary>
    public long LastCodeStep { get; set; }

    public int Failures { get; set; }

    public DateTime? LockedUntil { get; set; }

    /// <summary>Changes when password or role change: sessions of before end.</summary>
    public required string Stamp { get; set; }

    public bool IsActive { get; set; } = true;
}

public sealed class RegistrarConfiguration : IEntityTypeConfiguration<Registrar>
{
    public void Configure(EntityTypeBuilder<Registrar> builder)
    {
        builder.ToTable("registrar");
        builder.Property(r => r.Id).HasColumnName("id");
        builder.Property(r => r.Account).HasColumnName("account").HasMaxLength(Registrar.AccountMaxLength);
        builder.Property(r => r.Name).HasColumnName("name").HasMaxLength(Registrar.NameMaxLength);
        builder.Property(r => r.Role).HasColumnName("role").HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.OfficeCode).HasColumnName("office_code").HasMaxLength(6);
        builder.Property(r => r.PasswordHash).HasColumnName("password_hash").HasMaxLength(200);
        builder.Property(r => r.SealedCodeKey).HasColumnName("sealed_code_key").HasMaxLength(400);
        builder.Property(r => r.LastCodeStep).HasColumnName("last_code_step");
        builder.Property(r => r.Failures).HasColumnName("failures");
        builder.Property(r => r.LockedUntil).HasColumnName("locked_until").HasConversion(UnixMilliseconds.Converter);
        builder.Property(r => r.Stamp).HasColumnName("stamp").HasMaxLength(32);
        builder.Property(r => r.IsActive).HasColumnName("is_active");
        builder.HasIndex(r => r.Account).IsUnique().HasDatabaseName("ux_registrar_account");
        builder.HasOne(r => r.Office).WithMany().HasForeignKey(r => r.OfficeCode).OnDelete(DeleteBehavior.Restrict);
    }
}
