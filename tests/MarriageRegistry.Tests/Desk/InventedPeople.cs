using System.Globalization;

namespace MarriageRegistry.Tests.Desk;

/// <summary>People who belong to nobody: the region code was never assigned.</summary>
internal static class InventedPeople
{
    private static readonly int[] _weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static (string Name, string Id) Man(int number, string born = "19880808") => ($"测试男{number}", Number(born, (number * 2) + 1));

    public static (string Name, string Id) Woman(int number, string born = "19880808") => ($"测试女{number}", Number(born, (number * 2) + 2));

    // 499 of a sex share a birthday; the next are born a day later.
    private static string Number(string born, int sequence)
    {
        var day = DateOnly.ParseExact(born, "yyyyMMdd", CultureInfo.InvariantCulture).AddDays(sequence / 998);
        var digits = $"339999{day:yyyyMMdd}{sequence % 998:000}";
        var sum = digits.Select((c, i) => (c - '0') * _weights[i]).Sum();
        return digits + "10X98765432"[sum % 11];
    }
}
