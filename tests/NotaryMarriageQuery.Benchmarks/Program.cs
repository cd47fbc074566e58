using NotaryMarriageQuery.Benchmarks;
using NotaryMarriageQuery.Benchmarks.Evidence;

return args.FirstOrDefault() switch
{
    "append" => await AppendBenchmark.RunAsync(args),
    "evidence" => await EvidenceBenchmark.RunAsync(args),
    _ => await LoadBenchmark.RunAsync(args),
};
