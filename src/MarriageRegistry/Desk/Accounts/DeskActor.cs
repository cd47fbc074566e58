namespace MarriageRegistry.Desk.Accounts;

/// <summary>Who acts at the desk, as the database holds the account at the moment of the request.</summary>
public sealed record DeskActor(long Id, string Account, string Name, RegistrarRole Role, string OfficeCode, string OfficeName)
{
    public bool IsLead => Role == RegistrarRole.OfficeLead;

    /// <summary>The registrar of a request that passed the desk's policy.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static DeskActor Of(HttpContext http) => Find(http) ?? throw new InvalidOperationException("No registrar is signed in.");

    public static DeskActor? Find(HttpContext http) => http.Features.Get<DeskActor>();
}
