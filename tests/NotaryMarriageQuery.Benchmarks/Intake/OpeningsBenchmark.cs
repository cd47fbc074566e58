using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using NotaryMarriageQuery.Benchmarks.Evidence;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.Core.Institutions;
using NotaryMarriageQuery.Core.Openings;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.Benchmarks.Intake;

/// <summary>The province's page of openings at 100 institutions and millions of cases; see README.md of this project.</summary>
internal static class OpeningsBenchmark
{
    private const int Institutions = 100;
    private const int Requests = 30;
    private const double MostMilliseconds = 100;

    public static async Task<int> RunAsync(string[] args)
    {
        var cases = 5_000_000;
        if (args.Length > 2 || (args.Length == 2 && !int.TryParse(args[1], out cases)) || cases < Institutions)
        {
            Console.Error.WriteLine("openings [CASES]");
            return 2;
        }

        await using var host = await PortalHost.StartAsync();
        await FillAsync(host, cases);
        using var admin = host.Client();
        await admin.SignInAsync("sheng-admin", "演示己");
        var times = new List<double>();
        for (var request = 0; request < Requests; request++)
        {
            var start = Stopwatch.GetTimestamp();
            var page = await admin.GetAsync("/administration/openings");
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (page.Status != HttpStatusCode.OK)
            {
                throw new InvalidOperationException($"The page answered {page.Status}.");
            }
        }

        Figures.AtMost("page of openings, ms", times.Order().ElementAt(Requests / 2), MostMilliseconds,
            $"{Institutions} institutions, {cases} cases, slowest {times.Max():F0}");
        return 0;
    }

    private static async Task FillAsync(PortalHost host, int cases)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        var now = host.Clock.GetUtcNow().ToUnixMicroseconds();
        var missing = Institutions - await db.Institutions.CountAsync(i => i.Kind == InstitutionKind.NotaryOffice);
        for (var i = 0; i < missing; i++)
        {
            var id = Guid.NewGuid();
            db.Institutions.Add(new Institution
            {
                Id = id,
                Code = string.Create(CultureInfo.InvariantCulture, $"ceshi-{i:000}"),
                Name = string.Create(CultureInfo.InvariantCulture, $"示范市测试{i:000}公证处（演示）"),
                Kind = InstitutionKind.NotaryOffice,
                RegionCode = "339999",
                IsOpen = true,
            });
            db.Openings.Add(new Opening { InstitutionId = id, SeenAt = now, ConnectedAt = now, UploadedAt = now, LastReceived = cases / Institutions });
        }

        await db.SaveChangesAsync();
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await db.Database.ExecuteSqlAsync($"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {cases / Institutions})
            INSERT INTO notarial_case ("Id", "InstitutionId", "Number", "Version", "Matter", "AcceptedOn", "IsOpen", "EnteredAt")
            SELECT upper(hex(randomblob(16))), institution."Id", '(2025)测受字第' || n.i || '号', 1, '继承权公证', '2025-01-05', 1, '2025-01-05 00:00:00'
            FROM institution CROSS JOIN n WHERE institution."Kind" = 1
            """);
    }
}
