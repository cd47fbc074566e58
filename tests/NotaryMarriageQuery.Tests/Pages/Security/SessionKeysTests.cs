using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NotaryMarriageQuery.Core.Data;
using NotaryMarriageQuery.TestCommon;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Pages.Security;

/// <summary>Two instances that make a key at the same moment end up with one.</summary>
public sealed class SessionKeysTests
{
    [Fact]
    public async Task Store_OnBothAfterReadingTheSame_KeepsTheFirstOnly()
    {
        await using var one = await PortalHost.StartAsync(shared: true);
        await using var other = await one.StartBesideAsync();
        var (here, there) = (StoreOf(one), StoreOf(other));
        var before = here.GetAllElements().Count;
        there.GetAllElements();

        here.StoreElement(new XElement("first"), "first");
        there.StoreElement(new XElement("second"), "second");

        there.GetAllElements().Select(e => e.Name.LocalName).ShouldContain("first");
        here.GetAllElements().Count.ShouldBe(before + 1);
        there.StoreElement(new XElement("third"), "third");
        here.GetAllElements().Count.ShouldBe(before + 2);
    }

    [Fact]
    public async Task Read_KeyMovedToAnotherRow_IsRefused()
    {
        await using var host = await PortalHost.StartAsync(shared: true);
        var store = StoreOf(host);
        store.GetAllElements().ShouldNotBeEmpty();
        await using (var db = new SqliteDatabase($"Data Source={Path.Combine(host.Folder, "portal.db")}").OpenContext())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE session_key SET id = id + 1");
        }

        Should.Throw<System.Security.Cryptography.CryptographicException>(() => store.GetAllElements());
    }

    private static IXmlRepository StoreOf(PortalHost host) =>
        host.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository.ShouldNotBeNull();
}
