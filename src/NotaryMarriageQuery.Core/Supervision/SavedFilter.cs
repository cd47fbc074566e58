using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Supervision;

/// <summary>A set of filters of the log that a person keeps under a name. What stands in addresses only: nothing personal.</summary>
public sealed class SavedFilter
{
    public const int NameMaxLength = 30;
    public const int QueryMaxLength = 400;

    public required Guid Id { get; init; }

    public required Guid OperatorId { get; init; }

    public required string Name { get; set; }

    /// <summary>The filters as they stand in the page's address, without the question mark.</summary>
    public required string Query { get; set; }
}

public sealed class SavedFilterConfiguration : IEntityTypeConfiguration<SavedFilter>
{
    public void Configure(EntityTypeBuilder<SavedFilter> builder)
    {
        builder.ToTable("saved_filter");
        builder.Property(f => f.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(f => f.OperatorId).HasColumnName("operator_id");
        builder.Property(f => f.Name).HasColumnName("name").HasMaxLength(SavedFilter.NameMaxLength);
        builder.Property(f => f.Query).HasColumnName("query").HasMaxLength(SavedFilter.QueryMaxLength);
        builder.HasIndex(f => new { f.OperatorId, f.Name }).IsUnique();
    }
}

/// <summary>A person's own saved filters; a convenience, no evidence.</summary>
public sealed class SavedFilters(PortalDbContext db)
{
    private const int AtMost = 20;

    public async Task<IReadOnlyList<SavedFilter>> ListAsync(Actor actor, CancellationToken cancellationToken) =>
        await db.SavedFilters.AsNoTracking().Where(f => f.OperatorId == actor.OperatorId).OrderBy(f => f.Name).ToListAsync(cancellationToken);

    /// <summary>Keeps filters under a name, in place of what stood there; false when there are too many.</summary>
    public async Task<bool> TrySaveAsync(string name, string query, Actor actor, CancellationToken cancellationToken)
    {
        var own = await db.SavedFilters.Where(f => f.OperatorId == actor.OperatorId).ToListAsync(cancellationToken);
        if (own.Find(f => f.Name == name) is { } same)
        {
            same.Query = query;
        }
        else if (own.Count >= AtMost)
        {
            return false;
        }
        else
        {
            db.SavedFilters.Add(new SavedFilter { Id = Guid.NewGuid(), OperatorId = actor.OperatorId, Name = name, Query = query });
        }

        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    public Task DeleteAsync(Guid id, Actor actor, CancellationToken cancellationToken) =>
        db.SavedFilters.Where(f => f.Id == id && f.OperatorId == actor.OperatorId).ExecuteDeleteAsync(cancellationToken);
}
