using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace NotaryMarriageQuery.Core.Data;

/// <summary>Gives every text column one collation, so that texts compare and sort by their characters' numbers as on SQLite.</summary>
/// <remarks>A server's own default may ignore case or width, and would then take two account names or case numbers for one.</remarks>
internal abstract class TextCollation(ModelCustomizerDependencies dependencies, string collation) : RelationalModelCustomizer(dependencies)
{
    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);
        foreach (var text in modelBuilder.Model.GetEntityTypes().SelectMany(t => t.GetProperties()).Where(p => p.ClrType == typeof(string)))
        {
            text.SetCollation(collation);
        }
    }
}
