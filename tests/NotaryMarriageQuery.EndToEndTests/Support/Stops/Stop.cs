using Microsoft.Playwright;
using NotaryMarriageQuery.TestCommon;

namespace NotaryMarriageQuery.EndToEndTests.Support;

/// <summary>A page in one of its states, and how to get there.</summary>
/// <param name="Name">File name of its picture.</param>
/// <param name="Account">Who looks at it; empty for nobody signed in.</param>
/// <param name="Person">Person of the account.</param>
/// <param name="Status">Status code that the page answers with.</param>
/// <param name="Go">Leads from a blank page to it.</param>
internal sealed record Stop(string Name, string Account, string Person, int Status, Func<IPage, PortalHost, Task> Go);

/// <summary>Every page of the portal in every role, with its errors.</summary>
internal static partial class Tour
{
    private const string Case9003 = "(2026)示受字第9003号";
    private const string Second = "示范市第二公证处（演示）";
    private const string Agreement = "夫妻财产约定公证";

    public static IReadOnlyList<Stop> Stops { get; } =
    [
        .. Nobody(), .. Clerk(), .. Certificates(), .. Inspector(), .. Bureau(), .. Auditor(), .. Admin(), .. Province(), .. Assistance(), .. Verifications(), .. Supervision(), .. Sanctions(), .. Inspected(),
    ];

    private static Stop Nobody(string name, int status, Func<IPage, Task> go) => Of("", "", name, status, (p, _) => go(p));

    private static Stop Clerk(string name, int status, Func<IPage, Task> go) => Clerk(name, status, (p, _) => go(p));

    private static Stop Clerk(string name, int status, Func<IPage, PortalHost, Task> go) => Of("shili-gzc", "测试乙", name, status, go);

    private static Stop Inspector(string name, int status, Func<IPage, Task> go) => Inspector(name, status, (p, _) => go(p));

    private static Stop Inspector(string name, int status, Func<IPage, PortalHost, Task> go) => Of("shi-sfj", "演示丁", name, status, go);

    private static Stop Admin(string name, int status, Func<IPage, Task> go) => Of("sheng-admin", "演示己", name, status, (p, _) => go(p));

    private static Stop Of(string account, string person, string name, int status, Func<IPage, PortalHost, Task> go) => new(name, account, person, status, go);

    private static readonly byte[] _paper = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"u8.ToArray();

    private static FilePayload Paper() => new() { Name = "letter.pdf", MimeType = "application/pdf", Buffer = _paper };
}
