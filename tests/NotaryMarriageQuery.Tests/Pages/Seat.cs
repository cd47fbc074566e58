using System.Net;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages;

/// <summary>A demo person at their workstation.</summary>
public sealed record Seat(string Account, string Person, string Workstation = "127.0.0.1")
{
    public static readonly Seat Clerk = new("shili-gzc", "测试甲");
    public static readonly Seat Colleague = new("shili-gzc", "测试乙");
    public static readonly Seat OtherClerk = new("dier-gzc", "测试丙", "127.0.0.2");
    public static readonly Seat CityInspector = new("shi-sfj", "演示丁");
    public static readonly Seat CountyInspector = new("yixian-sfj", "演示戊");
    public static readonly Seat Admin = new("sheng-admin", "演示己");
    public static readonly Seat Auditor = new("sheng-audit", "演示庚");

    public override string ToString() => Account;
}

/// <summary>What page tests do again and again.</summary>
internal static class PortalSteps
{
    /// <summary>A client of a person who has signed in.</summary>
    public static async Task<PortalClient> SignedInAsync(this PortalHost host, Seat seat)
    {
        var client = host.Client(seat.Workstation);
        (await client.SignInAsync(seat.Account, seat.Person)).Location.ShouldBe("/");
        return client;
    }

    /// <summary>Another client with the cookies of this one, at another place.</summary>
    public static PortalClient CopyTo(this PortalClient client, PortalHost host, string workstation)
    {
        var copy = host.Client(workstation);
        copy.Cookies.Add(client.Cookies.GetAllCookies());
        return copy;
    }

    /// <summary>Looks a person up and gives the address of the answer.</summary>
    public static async Task<string> AnswerOfAsync(this PortalClient client, Dictionary<string, string>? fields = null)
    {
        var posted = await client.LookUpAsync(fields);
        posted.Status.ShouldBe(HttpStatusCode.Redirect, string.Join(" ", posted.Errors));
        return posted.Location!;
    }

    /// <summary>Bytes of the request id in the address of an answer.</summary>
    public static byte[] RequestOf(string answerUrl) => Convert.FromHexString(answerUrl["/queries/".Length..]);
}
