using NotaryMarriageQuery.Core.Spreadsheets;
using Shouldly;

namespace NotaryMarriageQuery.Tests.Core.Spreadsheets;

/// <summary>Measures the memory of the whole process: nothing else may run beside it.</summary>
[CollectionDefinition(nameof(SpreadsheetMemoryTests), DisableParallelization = true)]
[Collection(nameof(SpreadsheetMemoryTests))]
public sealed class SpreadsheetMemoryTests
{
    [Fact]
    public void Write_HundredThousandRows_MemoryDoesNotGrow()
    {
        foreach (var make in new Func<Stream, ISheetWriter>[] { s => new XlsxWriter(s, "登记表"), s => new CsvWriter(s) })
        {
            using var writer = make(Stream.Null);
            var row = Enumerable.Range(0, 8).Select(i => $"第 {i} 列的文字").ToArray();
            long early = 0;
            for (var i = 1; i <= 100_000; i++)
            {
                writer.Write(row);
                if (i == 10_000)
                {
                    early = GC.GetTotalMemory(forceFullCollection: true);
                }
            }

            // A writer that held its rows would hold some 15 MB more.
            (GC.GetTotalMemory(forceFullCollection: true) - early).ShouldBeLessThan(10 * 1024 * 1024);
        }
    }
}
