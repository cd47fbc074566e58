using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Audit.Sealing;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Supervision;

namespace NotaryMarriageQuery.Core.Inspections;

/// <summary>Plans an inspection with a seed that is evidence before anything is read, and draws the sample that follows from it.</summary>
public sealed class InspectionPlanning(
    PortalDbContext db, LogInspection inspection, InspectionPopulation population, SealingService sealing, SealingState state, AuditLog audit, TimeProvider clock)
{
    // Rows that are being written now may carry an instant that is past already.
    private static readonly TimeSpan _settled = TimeSpan.FromMinutes(1);

    /// <summary>Keeps a plan; false when an institution is outside the actor's region. The same form sent again is the same plan.</summary>
    public async Task<bool> PlanAsync(PlanInspection input, Actor actor, CancellationToken cancellationToken)
    {
        var offices = (await inspection.InstitutionsAsync(MustSupervise(actor), cancellationToken)).Where(i => i.Kind == InstitutionKind.NotaryOffice && input.Codes.Contains(i.Code)).ToList();
        if (offices.Count == 0 || offices.Count != input.Codes.Count)
        {
            return false;
        }

        if (await db.Inspections.AnyAsync(i => i.Id == input.Id, cancellationToken))
        {
            return true;
        }

        var now = clock.GetUtcNow();
        var plan = new Inspection
        {
            Id = input.Id,
            Title = input.Title,
            Kind = input.Kind,
            OwnerId = actor.InstitutionId,
            FirstDay = input.FirstDay,
            LastDay = input.LastDay,
            FromAt = ChinaDay.Start(input.FirstDay),
            UntilAt = Math.Min(ChinaDay.Start(input.LastDay.AddDays(1)), (now - _settled).ToUnixMicroseconds()),
            SampleSize = input.SampleSize,
            SamplePercent = input.SamplePercent,
            Strata = input.Strata,
            Seed = RandomNumberGenerator.GetBytes(Inspection.SeedLength),
            PlannedBy = actor.AuditName,
            PlannedByName = actor.PersonName,
            PlannedAt = now.ToUnixMicroseconds(),
            Scope = [.. offices.Select(i => new InspectionScope { InspectionId = input.Id, InstitutionId = i.Id, Code = i.Code })],
        };
        try
        {
            await audit.ChangeAsync(Planned(plan), actor, async () =>
            {
                db.Inspections.Add(plan);
                await db.SaveChangesAsync(cancellationToken);
            });
        }
        catch (DbUpdateException)
        {
            // The same form was sent twice at once: the first one stands, with its seed.
            db.ChangeTracker.Clear();
            if (!await db.Inspections.AnyAsync(i => i.Id == input.Id, cancellationToken))
            {
                throw;
            }
        }

        return true;
    }

    /// <summary>Reads the population and keeps the sample that follows from the seed.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else drew it at the same moment; it is the same sample.</exception>
    public async Task<DrawOutcome> DrawAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        var plan = await db.Inspections.AsNoTracking().Include(i => i.Scope).SingleOrDefaultAsync(i => i.Id == id && i.OwnerId == MustSupervise(actor).InstitutionId, cancellationToken);
        if (plan is null)
        {
            return DrawOutcome.NotFound;
        }

        if (plan.State != InspectionState.Planned)
        {
            return DrawOutcome.DrawnAlready;
        }

        // So that the whole population stands under a checkpoint, whatever came of sealing it.
        await sealing.SealNowAsync();
        if (await population.ReadAsync(plan, cancellationToken) is not { } rows)
        {
            return DrawOutcome.TooMany;
        }

        var sample = SampleDraw.Draw(plan.Seed, rows, SizeOf(plan, rows.Count));
        if (sample.Count > Inspection.MostItems)
        {
            return DrawOutcome.TooMany;
        }

        var (populationDigest, sampleDigest, note) = (SampleDraw.Digest(rows), SampleDraw.Digest(sample), state.Note ?? "");
        var intended = new ChangeIntended
        {
            Action = "inspection.drawn",
            Target = id.ToString(),
            After = new Dictionary<string, string>
            {
                ["population"] = Text(rows.Count),
                ["populationSha256"] = Convert.ToHexStringLower(populationDigest),
                ["sample"] = Text(sample.Count),
                ["sampleSha256"] = Convert.ToHexStringLower(sampleDigest),
                ["checkpoint"] = state.Head is { } head && note.Length > 0 ? $"{Text(head.Size)} {Convert.ToHexStringLower(head.Root)}" : "",
            },
        };
        await audit.ChangeAsync(intended, actor, async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var drawnAt = clock.GetUtcNow().ToUnixMicroseconds();
            var drawn = await db.Inspections.Where(i => i.Id == id && i.State == InspectionState.Planned).ExecuteUpdateAsync(
                s => s.SetProperty(i => i.State, InspectionState.Drawn).SetProperty(i => i.DrawnAt, drawnAt).SetProperty(i => i.PopulationSize, rows.Count)
                    .SetProperty(i => i.PopulationSha256, populationDigest).SetProperty(i => i.SampleSha256, sampleDigest).SetProperty(i => i.Checkpoint, note),
                cancellationToken);
            if (drawn == 0)
            {
                throw new DbUpdateConcurrencyException("The sample was drawn meanwhile.");
            }

            db.InspectionItems.AddRange(sample.Select((row, index) => new InspectionItem { InspectionId = id, Position = index + 1, EntryId = row.Id, Code = row.Code, Stratum = row.Stratum }));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        });
        return DrawOutcome.Drawn;
    }

    /// <summary>How many to draw of a population.</summary>
    public static int SizeOf(Inspection plan, int population) =>
        plan.SampleSize ?? (int)((population * (long)(plan.SamplePercent ?? 100) + 99) / 100);

    private static Actor MustSupervise(Actor actor) => actor.Role is AccountRole.Inspector or AccountRole.ProvincialAuditor
        ? actor
        : throw new InvalidOperationException("Only inspectors and the auditor inspect.");

    private static ChangeIntended Planned(Inspection plan)
    {
        // All the codes where they find room; their digest always.
        var codes = string.Join('\n', plan.Scope.Select(s => s.Code).Order(StringComparer.Ordinal));
        return new ChangeIntended
        {
            Action = "inspection.planned",
            Target = plan.Id.ToString(),
            After = new Dictionary<string, string>
            {
                ["title"] = AuditJson.Shorten(plan.Title, 200),
                ["kind"] = plan.Kind.ToString(),
                ["fromAt"] = Text(plan.FromAt),
                ["untilAt"] = Text(plan.UntilAt),
                ["sample"] = plan.SampleSize is { } size ? Text(size) : $"{Text(plan.SamplePercent ?? 100)}%",
                ["strata"] = plan.Strata.ToString(),
                ["institutions"] = Text(plan.Scope.Count),
                ["codesSha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(codes))),
                ["codes"] = AuditJson.Shorten(codes.Replace('\n', ' '), 700),
                ["seed"] = Convert.ToHexStringLower(plan.Seed),
            },
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What became of drawing.</summary>
public enum DrawOutcome
{
    Drawn = 1,
    NotFound = 2,
    DrawnAlready = 3,

    /// <summary>The population or the sample is larger than may be.</summary>
    TooMany = 4,
}

/// <summary>An inspection to plan; checked by the page.</summary>
public sealed record PlanInspection
{
    /// <summary>Number of the form, and then of the inspection.</summary>
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public required InspectionKind Kind { get; init; }

    /// <summary>Codes of the institutions.</summary>
    public required IReadOnlySet<string> Codes { get; init; }

    public required DateOnly FirstDay { get; init; }

    public required DateOnly LastDay { get; init; }

    /// <summary>How many; or else <see cref="SamplePercent"/>.</summary>
    public int? SampleSize { get; init; }

    public int? SamplePercent { get; init; }

    public required InspectionStrata Strata { get; init; }
}
