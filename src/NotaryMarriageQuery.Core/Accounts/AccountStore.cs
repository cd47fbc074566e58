using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using NotaryMarriageQuery.Core.Data;

namespace NotaryMarriageQuery.Core.Accounts;

/// <summary>Identity's store over the portal's database; claims, logins and tokens are not used and have no tables.</summary>
public sealed class AccountStore(PortalDbContext db, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<Account, PortalDbContext, Guid>(db, describer);
