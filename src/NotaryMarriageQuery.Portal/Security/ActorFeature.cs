using System.Net;
using NotaryMarriageQuery.Core.Accounts;

namespace NotaryMarriageQuery.Portal.Security;

/// <summary>What checking the session of this request found.</summary>
internal sealed record ActorFeature(Actor Actor, AccessProblem? Problem);

/// <summary>The only reader of the caller's address, and the door to the actor of a request.</summary>
public static class RequestActor
{
    /// <summary>Address of the caller: the connection's, or what a configured proxy says; IPv4-mapped addresses as IPv4.</summary>
    public static IPAddress CallerAddress(this HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    /// <summary>The person who acts in this request, signed in with both factors, active, at their workstation.</summary>
    /// <exception cref="InvalidOperationException">The page is open to people who are not signed in.</exception>
    public static Actor Actor(this HttpContext context) =>
        context.FindActor() ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>The person who acts in this request, or null.</summary>
    public static Actor? FindActor(this HttpContext context) =>
        context.Features.Get<ActorFeature>() is { Problem: null } feature ? feature.Actor : null;
}
