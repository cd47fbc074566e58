using System.Globalization;
using NotaryMarriageQuery.Core.Acts;

namespace NotaryMarriageQuery.Portal.Commands;

/// <summary><c>audit lines</c>: computes the log's lines and the counts of the statistics anew from the evidence, day by day, and compares.</summary>
internal static class LinesCommand
{
    private const int UsualDays = 31;

    /// <summary>0 all as the evidence says, 1 something differs, 2 a day cannot be read or the lines are not caught up.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, CommandLine line, TextWriter output, TextWriter errors)
    {
        // A day that goes on would change between the two looks.
        var yesterday = Core.ChinaDay.Today(services.GetRequiredService<TimeProvider>()).AddDays(-1);
        if (!TryRead(line["from"], yesterday.AddDays(1 - UsualDays), out var from) || !TryRead(line["to"], yesterday, out var to) || to < from)
        {
            await errors.WriteLineAsync("日期请写成 2026-01-31 的形式，开始不晚于结束。");
            return 2;
        }

        if (!await services.GetRequiredService<ActFollower>().CatchUpAsync(TimeSpan.FromMinutes(10)))
        {
            await errors.WriteLineAsync("日志尚未跟上存证，请稍后再核对。");
            return 2;
        }

        var total = 0;
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            await using var scope = services.CreateAsyncScope();
            var check = scope.ServiceProvider.GetRequiredService<ActCheck>();
            var differences = await check.CountDifferencesAsync(day, CancellationToken.None);
            if (day == to || day.AddDays(1).Day == 1)
            {
                differences += await check.CountMonthDifferencesAsync(day, CancellationToken.None);
            }

            total += differences;
            if (differences > 0)
            {
                await output.WriteLineAsync($"{day:yyyy-MM-dd} 有 {differences} 处与存证不一致");
            }
        }

        await output.WriteLineAsync(total == 0
            ? $"核对通过：{from:yyyy-MM-dd} 至 {to:yyyy-MM-dd} 的日志与统计和存证一致"
            : $"核对不通过：共 {total} 处不一致。以存证为准；请按运维手册“Lines that differ”由存证重新生成。");
        return total == 0 ? 0 : 1;
    }

    private static bool TryRead(string? text, DateOnly otherwise, out DateOnly day)
    {
        day = otherwise;
        return text is null || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }
}
