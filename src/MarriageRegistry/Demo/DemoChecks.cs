using MarriageRegistry.Checks;

namespace MarriageRegistry.Demo;

/// <summary>The demo's departments: they exist nowhere else, their secrets are public knowledge.</summary>
internal static class DemoChecks
{
    public static IEnumerable<CheckClient> Clients()
    {
        // 不动产登记: everything that a certificate shows. 住房公积金: number and day only.
        yield return Client("demo-budongchan", CheckField.All);
        yield return Client("demo-gongjijin", [CheckField.CertificateNumber, CheckField.RegisteredOn]);
    }

    private static CheckClient Client(string key, IEnumerable<string> fields)
    {
        var client = new CheckClient { Key = key, Secret = $"demo-check-secret-{key}", DailyQuota = 10_000 };
        foreach (var field in fields)
        {
            client.Fields.Add(field);
        }

        return client;
    }
}
