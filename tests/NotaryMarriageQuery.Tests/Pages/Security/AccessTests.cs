using System.Net;
using Microsoft.AspNetCore.StaticAssets;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Security;

/// <summary>Every endpoint in every role, at the right and the wrong workstation, against the table for people.</summary>
public sealed class AccessTests(AccessFixture portal) : IClassFixture<AccessFixture>
{
    private const string StaticFilesWhileDeveloping = "{**path:file}";

    public static TheoryData<string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string>();
            foreach (var (page, column) in AccessTable.Rows.Keys.SelectMany(p => AccessTable.Columns.Select(c => (p, c))))
            {
                cells.Add(page, column);
            }

            return cells;
        }
    }

    [Fact]
    public void Endpoints_AllOfThem_StandInTheTableAndNoOthers()
    {
        var endpoints = portal.Host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null && e.RoutePattern.RawText != StaticFilesWhileDeveloping)
            .Select(e => "/" + (e.RoutePattern.RawText ?? "").TrimStart('/'))
            .Distinct();

        endpoints.Order().ShouldBe(AccessTable.Rows.Keys.Order());
    }

    [Fact]
    public void StaticAssets_AllOfThem_AreStyleScriptOrIcon() =>
        portal.Host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            .Select(e => e.RoutePattern.RawText!.Split('.')[0])
            .Distinct().ShouldBeSubsetOf(["portal", "icon", "/portal", "/icon"]);

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task GetAndPost_AtTheWorkstation_FollowTheTable(string page, string column)
    {
        var client = portal.At(column, rightPlace: true);
        var last = portal.Host.LastEvidence;

        var got = await client.GetAsync(portal.AddressOf(page));
        var posted = await client.PostRawAsync(portal.AddressOf(page), []);

        switch (AccessTable.Expected(page, column))
        {
            case "allowed":
                got.Status.ShouldBe(AllowedGet(page, column));
                posted.Status.ShouldBe(AllowedPost(page));
                break;
            case "302":
                (got.Status, got.Location).ShouldBe((HttpStatusCode.Redirect, "/account/sign-in"));
                (posted.Status, posted.Location).ShouldBe((HttpStatusCode.Redirect, "/account/sign-in"));
                break;
            case "403":
                got.Status.ShouldBe(HttpStatusCode.Forbidden);
                posted.Status.ShouldBe(HttpStatusCode.Forbidden);
                got.Body.ShouldContain("没有权限");
                await ShouldBeRefusedTwiceAsync(last, page, AccessProblem.RoleNotAllowed, "127.0.0.1");
                break;
            default:
                throw new InvalidOperationException("The table says something else.");
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task GetAndPost_AtTheWrongWorkstation_AreRefusedAndEvidence(string page, string column)
    {
        var client = portal.At(column, rightPlace: false);
        var last = portal.Host.LastEvidence;

        var got = await client.GetAsync(portal.AddressOf(page));
        var posted = await client.PostRawAsync(portal.AddressOf(page), []);

        if (AccessTable.Expected(page, "anonymous") == "allowed")
        {
            got.Status.ShouldBe(AllowedGet(page, "anonymous"));
        }
        else if (column == "anonymous")
        {
            got.Location.ShouldBe("/account/sign-in");
            posted.Location.ShouldBe("/account/sign-in");
        }
        else
        {
            got.Status.ShouldBe(HttpStatusCode.Forbidden);
            posted.Status.ShouldBe(HttpStatusCode.Forbidden);
            got.Body.ShouldContain("本机不是登记的工作站");
            await ShouldBeRefusedTwiceAsync(last, page, AccessProblem.WorkstationNotRegistered, AccessFixture.WrongPlace);
        }
    }

    private async Task ShouldBeRefusedTwiceAsync(long last, string page, AccessProblem problem, string address)
    {
        var refusals = (await portal.Host.ReadEvidenceAsync(last)).Select(r => r.Event).OfType<AccessRefused>().ToList();
        refusals.Count.ShouldBe(2);
        refusals.ShouldAllBe(r => r.Problem == problem && "/" + r.Page.TrimStart('/') == page && r.Address == address);
    }

    // Open to somebody is not the same as 200: there is nothing to verify before a password, and no error without one.
    private static HttpStatusCode AllowedGet(string page, string column) => page switch
    {
        "/account/verify" => HttpStatusCode.Redirect,
        "/account/sign-in" when column != "anonymous" => HttpStatusCode.Redirect,
        "/account/stay" => HttpStatusCode.NoContent,
        "/error/{code:int?}" => HttpStatusCode.NotFound,
        "/api/intake/heartbeat" or "/api/intake/cases" => HttpStatusCode.MethodNotAllowed,
        _ => HttpStatusCode.OK,
    };

    // Without the antiforgery field a post that passed the door goes no further.
    private static HttpStatusCode AllowedPost(string page) => page switch
    {
        "/error/{code:int?}" => HttpStatusCode.NotFound,
        "/api/intake/heartbeat" or "/api/intake/cases" => HttpStatusCode.Unauthorized,
        "/health/live" or "/health/ready" => HttpStatusCode.OK,
        _ => HttpStatusCode.BadRequest,
    };
}
