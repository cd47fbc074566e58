using NotaryMarriageQuery.Benchmarks;
using NotaryMarriageQuery.Benchmarks.Evidence;
using NotaryMarriageQuery.Benchmarks.Intake;
using NotaryMarriageQuery.Benchmarks.Scans;
using NotaryMarriageQuery.Benchmarks.Supervision;

return args.FirstOrDefault() switch
{
    "append" => await AppendBenchmark.RunAsync(args),
    "intake" => await IntakeBenchmark.RunAsync(args),
    "openings" => await OpeningsBenchmark.RunAsync(args),
    "evidence" => await EvidenceBenchmark.RunAsync(args),
    "scan" => await ScanBenchmark.RunAsync(args),
    "supervision" => await SupervisionBenchmark.RunAsync(args),
    _ => await LoadBenchmark.RunAsync(args),
};
