using System.Diagnostics;
using System.Globalization;

namespace NotaryMarriageQuery.Benchmarks.Evidence;

/// <summary>Times, percentiles, and a line beside its bar.</summary>
internal static class Figures
{
    /// <summary>Wall clock of an act, and the processor time that this process took meanwhile: on a busy machine only the second says something.</summary>
    public static Spent Measure(Action act)
    {
        GC.Collect();
        var (cpu, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        act();
        return new Spent(watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    public static double Percentile(IEnumerable<double> values, double part)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];
    }

    public static double Median(IEnumerable<double> values) => Percentile(values, 0.5);

    public static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    public static void AtLeast(string what, double value, double bar, FormattableString beside) => Judge(what, value, ">=", bar, value >= bar, beside);

    public static void AtMost(string what, double value, double bar, FormattableString beside) => Judge(what, value, "<=", bar, value <= bar, beside);

    private static void Judge(string what, double value, string sign, double bar, bool ok, FormattableString beside) =>
        Say($"{what}: {value.ToString("0.00##", CultureInfo.InvariantCulture)} (bar {sign} {bar}) {(ok ? "ok" : "MISSED")}; {FormattableString.Invariant(beside)}");
}

/// <summary>Seconds of wall clock and of processor time.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Spent(double Wall, double Cpu)
{
    public static Spent operator +(Spent left, Spent right) => new(left.Wall + right.Wall, left.Cpu + right.Cpu);
}
