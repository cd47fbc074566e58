using System.Data.Common;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Portal.Security;

/// <summary>Keeps the keys of cookies and forms in the database, encrypted, so that every instance accepts what another one issued.</summary>
internal sealed class SessionKeys(PortalDatabase database, IDbContextFactory<PortalDbContext> contexts, KeyRing keys) : IXmlRepository
{
    private readonly FieldCipher _cipher = new(keys.FieldKey);
    private int _lastSeen;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = contexts.CreateDbContext();
        var stored = db.SessionKeys.AsNoTracking().OrderBy(k => k.Id).ToList();
        Volatile.Write(ref _lastSeen, stored.Count == 0 ? 0 : stored[^1].Id);
        return [.. stored.Select(k => XElement.Parse(_cipher.OpenText(k.Sealed, SessionKey.PlaceOf(k.Id))))];
    }

    /// <summary>Stores a key under the number after the last one that was read.</summary>
    /// <remarks>
    /// Where another instance was faster the new key is dropped: ASP.NET Core reads all keys again after making one, and two instances
    /// with a key each would refuse each other's cookies until they read again, up to a day later.
    /// </remarks>
    public void StoreElement(XElement element, string friendlyName)
    {
        var id = Volatile.Read(ref _lastSeen) + 1;
        var box = _cipher.SealText(element.ToString(SaveOptions.DisableFormatting), SessionKey.PlaceOf(id));
        using var db = contexts.CreateDbContext();
        db.SessionKeys.Add(new SessionKey { Id = id, Sealed = box });
        try
        {
            db.SaveChanges();
        }
        catch (DbUpdateException e) when (e.InnerException is DbException inner && database.IsUniqueViolation(inner))
        {
            // Another instance has made one.
        }
    }
}
