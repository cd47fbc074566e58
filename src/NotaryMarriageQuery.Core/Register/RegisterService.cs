using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Register;

/// <summary>Adds certificate numbers (公证书编号) to the usage register (C3); nothing there is ever changed.</summary>
public sealed class RegisterService(PortalDbContext db, AuditLog audit, TimeProvider clock)
{
    /// <summary>Adds a number to a line that <see cref="UsageRegister.FindAsync"/> has found in the actor's own register.</summary>
    public Task AddNumberAsync(RegisterLine line, string number, Actor actor)
    {
        var intended = new ChangeIntended
        {
            Action = "register.number-added",
            Target = AuditNumber.Format(line.ActId),
            Before = new Dictionary<string, string> { ["certificateNumber"] = line.CertificateNumber },
            After = new Dictionary<string, string> { ["certificateNumber"] = number },
        };
        return audit.ChangeAsync(intended, actor, async () =>
        {
            db.RegisterNumbers.Add(new RegisterNumber
            {
                Id = Guid.NewGuid(),
                ActId = line.ActId,
                InstitutionId = actor.InstitutionId,
                Number = number,
                AddedAt = clock.GetUtcNow().ToUnixMicroseconds(),
                AddedBy = actor.AuditName,
                AddedByName = actor.PersonName,
            });
            await db.SaveChangesAsync();
        });
    }
}
