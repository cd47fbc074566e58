using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using NotaryMarriageQuery.Core.Assistance;
using NotaryMarriageQuery.Core.Audit;
using NotaryMarriageQuery.Core.Certificates;
using NotaryMarriageQuery.Core.Queries;
using NotaryMarriageQuery.Core.Registry;
using NotaryMarriageQuery.Portal;
using Shouldly;

namespace NotaryMarriageQuery.Tests;

/// <summary>Arrows between projects, the one way to the registry, and the catalogue of evidence.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Assembly _core = typeof(AuditEvent).Assembly;
    private static readonly Assembly _portal = typeof(PortalApp).Assembly;
    private static readonly Assembly _registry = typeof(MarriageRegistry.RegistryApp).Assembly;
    private static readonly Assembly _identity = typeof(global::CivilIdentity.ResidentId).Assembly;

    private static readonly Assembly _verifier = typeof(AuditVerifier.Verifier).Assembly;

    private static readonly string _root = FindRoot();

    [Fact]
    public void References_BetweenProjects_GoOneWayOnly()
    {
        HouseReferences(_identity).ShouldBeEmpty();
        HouseReferences(_core).ShouldBe(["AuditFormat", "CivilIdentity"], ignoreOrder: true);
        HouseReferences(_portal).ShouldBe(["AuditFormat", "CivilIdentity", "NotaryMarriageQuery.Core"], ignoreOrder: true);
        HouseReferences(_registry).ShouldBe(["CivilIdentity"]);
        HouseReferences(_verifier).ShouldBe(["AuditFormat"]);
        HouseReferences(typeof(AuditEntry).Assembly).ShouldBeEmpty();
    }

    [Fact]
    public void References_OfTheVerifier_AreTheBaseLibraryOnly() =>
        _verifier.GetReferencedAssemblies().Concat(typeof(AuditEntry).Assembly.GetReferencedAssemblies()).Select(a => a.Name!)
            .Where(n => n is not "AuditFormat" && !n.StartsWith("System.", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void References_OfCore_HoldNoHttpServer() =>
        _core.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => n.StartsWith("Microsoft.AspNetCore.Http", StringComparison.Ordinal) || n.StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void Permit_IsMadeInTheAuditLogOnly()
    {
        SourcesWith("new Permit(").ShouldBe(["AuditLog.cs"]);
        typeof(Permit).GetConstructors().ShouldBeEmpty();
    }

    [Fact]
    public void Registry_IsHeldByTheQueryServiceAndTheHealthPageOnly()
    {
        var holders = _core.GetTypes().Concat(_portal.GetTypes())
            .Where(t => t.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .SelectMany(c => c.GetParameters())
                .Any(p => typeof(ICivilAffairsRegistry).IsAssignableFrom(p.ParameterType)))
            .Select(t => t.Name);

        holders.ShouldBe([nameof(QueryService), "RegistryHealth"], ignoreOrder: true);
        SourcesWith("GetRequiredService<ICivilAffairsRegistry>").ShouldBeEmpty();
        SourcesWith("GetService<ICivilAffairsRegistry>").ShouldBeEmpty();
    }

    [Fact]
    public void RegistrysSearch_IsHeldByTheAssistanceSearchOnly()
    {
        _core.GetTypes().Concat(_portal.GetTypes())
            .Where(t => t.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .SelectMany(c => c.GetParameters())
                .Any(p => typeof(ICivilAffairsSearch).IsAssignableFrom(p.ParameterType)))
            .Select(t => t.Name)
            .ShouldBe([nameof(AssistanceSearch)]);
        SourcesWith("Service<ICivilAffairsSearch>").ShouldBeEmpty();
    }

    [Fact]
    public void RegistrysCheck_IsHeldByTheCertificateServiceOnly()
    {
        _core.GetTypes().Concat(_portal.GetTypes())
            .Where(t => t.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .SelectMany(c => c.GetParameters())
                .Any(p => typeof(ICertificateRegistry).IsAssignableFrom(p.ParameterType)))
            .Select(t => t.Name)
            .ShouldBe([nameof(CertificateService)]);
        SourcesWith("Service<ICertificateRegistry>").ShouldBeEmpty();
    }

    [Fact]
    public void Events_AllTypes_StandInTheCatalogueOnce()
    {
        var types = _core.GetTypes().Concat(_portal.GetTypes()).Where(t => t.IsSubclassOf(typeof(AuditEvent)) && !t.IsAbstract);
        var catalogue = Catalogue();

        catalogue.Select(c => c.DerivedType).ShouldBe(types, ignoreOrder: true);
        catalogue.Select(c => (string)c.TypeDiscriminator!).ShouldBeUnique();
    }

    [Fact]
    public void Events_Document_ListsExactlyTheCatalogue()
    {
        var document = File.ReadAllText(Path.Combine(_root, "docs", "audit-events.md"));

        DocumentedEvent().Matches(document).Select(m => m.Groups["name"].Value).ShouldBe(Catalogue().Select(c => (string)c.TypeDiscriminator!), ignoreOrder: true);
    }

    [GeneratedRegex(@"^\|\s*`(?<name>[a-z0-9.-]+)`\s*\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex DocumentedEvent();

    private static List<JsonDerivedTypeAttribute> Catalogue() => [.. typeof(AuditEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()];

    private static IEnumerable<string> HouseReferences(Assembly assembly) => assembly.GetReferencedAssemblies()
        .Select(a => a.Name!)
        .Where(n => n.StartsWith("NotaryMarriageQuery", StringComparison.Ordinal) || n is "MarriageRegistry" or "CivilIdentity" or "AuditFormat");

    private static IEnumerable<string> SourcesWith(string text) => Directory.EnumerateFiles(Path.Combine(_root, "src"), "*.cs*", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Where(f => File.ReadAllText(f).Contains(text, StringComparison.Ordinal))
        .Select(f => Path.GetFileName(f));

    internal static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NotaryMarriageQuery.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
