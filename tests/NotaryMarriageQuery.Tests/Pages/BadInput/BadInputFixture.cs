using System.Net;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.BadInput;

/// <summary>A portal to be ill-treated, every role signed in once.</summary>
public sealed class BadInputFixture : IAsyncLifetime
{
    private readonly Dictionary<Seat, PortalClient> _clients = [];

    public PortalHost Host { get; private set; } = null!;

    /// <summary>Number of an entry that inspectors may open.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Somebody whose password was accepted and whose code was not given yet.</summary>
    internal PortalClient Pending { get; private set; } = null!;

    internal PortalClient Nobody { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await PortalHost.StartAsync();
        foreach (var seat in new[] { Seat.Clerk, Seat.CityInspector, Seat.Admin, Seat.Auditor })
        {
            _clients[seat] = await Host.SignedInAsync(seat);
        }

        Pending = Host.Client();
        await Pending.PostAsync("/account/sign-in", new() { ["Account"] = "shili-gzc", ["Password"] = "Demo#2026-Query" });
        Nobody = Host.Client();
        await _clients[Seat.Clerk].AnswerOfAsync();
        Number = AuditNumber.Format((await Host.ReadEvidenceAsync()).First(r => r.Entry.Kind == AuditKind.Intent).Entry.Id);
    }

    internal PortalClient At(Seat seat) => _clients[seat];

    /// <summary>Posts a body as it stands.</summary>
    internal static Task<PortalPage> PostAsync(PortalClient client, string url, string body, string contentType = "application/x-www-form-urlencoded")
    {
        var content = new ByteArrayContent(System.Text.Encoding.Latin1.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return client.SendAsync(new HttpRequestMessage(HttpMethod.Post, url) { Content = content });
    }

    /// <summary>Never a 500; a refusal says why in Chinese.</summary>
    internal static void ShouldBeCalm(PortalPage page, string what)
    {
        ((int)page.Status).ShouldBeOneOf([200, 302, 400, 403, 404, 405, 409, 413, 415], $"{what}: {(int)page.Status}");
        if (page.Location is { } location)
        {
            PageRules.IsPersonal(location).ShouldBeFalse(what);
        }

        if ((int)page.Status >= 400)
        {
            System.Text.RegularExpressions.Regex.IsMatch(page.Body, "[\u4e00-\u9fff]{4,}").ShouldBeTrue(what);
            page.ShouldHold(what);
        }
    }

    /// <summary>Every answer of the registry has its intent, and every intent its outcome.</summary>
    internal async Task ShouldReconcileAsync()
    {
        using var registry = new HttpClient { BaseAddress = Host.RegistryUrl };
        var answers = await registry.GetFromJsonAsync<List<System.Text.Json.JsonElement>>("/demo/lookups");
        var rows = await Host.ReadEvidenceAsync();
        var intents = rows.Where(r => r.Entry.Kind == AuditKind.Intent).Select(r => Convert.ToHexStringLower(r.Entry.Request)).ToList();
        answers!.Select(a => a.GetProperty("requestId").GetString()).Distinct().ShouldBe(intents, ignoreOrder: true);
        rows.Count(r => r.Entry.Kind == AuditKind.Outcome).ShouldBe(intents.Count);

        // A number under which nothing was found is asked again in its 15-digit form; the outcome says how many calls there were.
        rows.Select(r => r.Event).OfType<QueryAnswered>().Sum(a => a.Calls).ShouldBe(answers!.Count);
    }

    public async Task DisposeAsync()
    {
        Pending.Dispose();
        Nobody.Dispose();
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await Host.DisposeAsync();
    }
}
