using System.Net;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Portal;
using NotaryMarriageQuery.Portal.Commands;
using NotaryMarriageQuery.TestCommon;
using NotaryMarriageQuery.Tests.Core;
using NotaryMarriageQuery.Tests.Core.Spreadsheets;
using NotaryMarriageQuery.Tests.Pages.Reports;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages;

/// <summary>The whole portal on PostgreSQL, set up as the documentation tells and running with the rights of its own account.</summary>
public sealed class PostgreSqlTests
{
    [Fact]
    public async Task Portal_OwnerMigratesAndPortalRunsWithItsOwnAccount_SignInLookUpAndInspection()
    {
        var name = await PostgresTestDatabase.CreateEmptyAsync();
        await CommandAsync("migrate", await PostgresServer.AsAsync(name, PostgresTestDatabase.Owner) + ";Pooling=false");
        await PostgresServer.ExecuteAsync(name, await CommandAsync("roles", ""));
        await PostgresServer.ExecuteAsync(name, $"GRANT portal_app, audit_sealer TO {PostgresTestDatabase.App}");
        await using (var host = await PortalHost.StartAsync(new()
        {
            ["Database:Provider"] = "postgresql",
            ["ConnectionStrings:Portal"] = await PostgresServer.AsAsync(name, PostgresTestDatabase.App),
        }))
        {
            using var clerk = host.Client();
            (await clerk.SignInAsync("shili-gzc", "测试甲")).Status.ShouldBe(HttpStatusCode.Redirect);
            var answered = await clerk.LookUpAsync();
            answered.Status.ShouldBe(HttpStatusCode.Redirect);
            (await clerk.GetAsync(answered.Location!)).Body.ShouldContain("示例二");
            foreach (var page in new[] { "/", "/cases", "/queries" })
            {
                (await clerk.GetAsync(page)).Status.ShouldBe(HttpStatusCode.OK, page);
            }

            using var inspector = host.Client();
            await inspector.SignInAsync("shi-sfj", "演示丁");
            (await inspector.GetAsync("/supervision/log?Outcome=Found&Operator=shili-gzc/01")).Html.QuerySelectorAll("tbody tr").Length.ShouldBe(1);
            using var admin = host.Client();
            await admin.SignInAsync("sheng-admin", "演示己");
            foreach (var page in new[] { "/administration/institutions", "/administration/accounts", "/administration/workstations", "/administration/openings", "/administration/reports" })
            {
                (await admin.GetAsync(page)).Status.ShouldBe(HttpStatusCode.OK, page);
            }

            await inspector.FileAsync("增加人员", "演示辛");
            (await inspector.PostAsync(ReportSteps.Office + "?handler=Form", ReportSteps.Form(), ReportSteps.Office)).Location.ShouldBe(ReportSteps.Office);
            (await admin.DecideAsync(await admin.NewestRequestAsync(), "approve")).Location.ShouldBe("/administration/reports");
            var request = await admin.NewestRequestAsync();
            var decided = await Task.WhenAll(admin.DecideAsync(request, "approve"), admin.DecideAsync(request, "approve"));
            decided.Select(d => d.Status).ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict], ignoreOrder: true);
            var preview = await inspector.UploadAsync(Workbook.Xlsx(Workbook.ListHeadings, ["1", "示范市第二公证处（演示）", "演示壬", "男", "公证员", "12000000001"]));
            (await inspector.ConfirmAsync(preview)).Location.ShouldBe("/reports");
            (await inspector.GetAsync("/reports/dier-gzc")).Body.ShouldContain("演示壬");

            var health = await clerk.GetAsync("/health/ready");
            health.Status.ShouldBe(HttpStatusCode.OK);
            health.Body.ShouldContain("PostgreSQL");
            (await host.ReadEvidenceAsync()).Select(r => r.Entry.Kind).ShouldContain(AuditKind.Outcome);
        }

        await PostgresServer.DropDatabaseAsync(name);
    }

    [Theory]
    [InlineData("Oracle")]
    [InlineData("")]
    [InlineData("1")]
    public async Task Start_UnknownProvider_SaysWhichThereAre(string provider)
    {
        var errors = new StringWriter();

        (await PortalApp.RunAsync(["--Database:Provider", provider], errors)).ShouldBe(1);

        errors.ToString().ShouldContain("Sqlite、PostgreSql、SqlServer");
    }

    private static async Task<string> CommandAsync(string command, string connectionString)
    {
        var output = new StringWriter();
        var words = new[] { "database", command, "--Database:Provider", "PostgreSql", "--ConnectionStrings:Portal", connectionString, "--Demo:Enabled", "true" };
        (await PortalCommands.RunAsync(words, output, output)).ShouldBe(0, output.ToString());
        return output.ToString();
    }
}
