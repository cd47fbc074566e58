using NotaryMarriageQuery.Benchmarks;

return await LoadBenchmark.RunAsync(args);
