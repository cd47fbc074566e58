using AuditFormat;

namespace NotaryMarriageQuery.AuditVerifier;

/// <summary>Verifies an export directory: heads first, then every row and tile in one pass, then what this computer remembers.</summary>
internal sealed class ExportCheck(Arguments arguments, TextWriter output, TextWriter error)
{
    private const int FindingsShown = 100;

    private readonly ExportDirectory _export = new(arguments.Target);
    private readonly StateFolder _state = new(arguments.State, arguments.Keys);
    private readonly Findings _findings = new(FindingsShown);

    public int Run()
    {
        var note = _export.Head();
        Checkpoint head;
        try
        {
            head = Verifier.Open(note, "checkpoint", [arguments.Key]);
        }
        catch (BadSignatureException)
        {
            _findings.Tree("检查点的签名无效（bad signature）");
            return Report.Write(_findings, head: null, checkpoints: 0, rows: null, output);
        }

        var checkpoints = KnownCheckpoints(head, out var remembered);
        if (_findings.TamperedCount > 0)
        {
            // Rows below a head that goes back or contradicts itself prove nothing more.
            return Report.Write(_findings, head, checkpoints.Count, rows: null, output);
        }

        LogSummary? rows = null;
        try
        {
            rows = new ExportPass(_export, checkpoints, _findings, arguments.Threads).Run();
        }
        catch (CannotDecideException e) when (_findings.TamperedCount > 0)
        {
            // What was found before the unreadable file stands on its own.
            error.WriteLine($"未能读完：{e.Message}");
        }

        if (_findings.TamperedCount == 0 && (remembered is null || head.Size > remembered.Size) && _state.Write(note) is { } problem)
        {
            error.WriteLine($"警告：{problem}");
        }

        return Report.Write(_findings, head, checkpoints.Count, rows, output);
    }

    /// <summary>The head, the earlier checkpoints of the export, the one given by <c>--since</c> and the remembered one.</summary>
    private List<Checkpoint> KnownCheckpoints(Checkpoint head, out Checkpoint? remembered)
    {
        var known = new List<Checkpoint> { head };
        foreach (var earlier in EarlierCheckpoints())
        {
            Know(known, head, earlier, $"导出中大小为 {earlier.Size} 的检查点");
        }

        if (arguments.Since is { } since)
        {
            Know(known, head, OpenSince(since), "指定的旧检查点（--since）");
        }

        remembered = _state.Read(out var warning);
        if (warning is not null)
        {
            error.WriteLine($"警告：{warning}");
        }

        if (remembered is not null)
        {
            Know(known, head, remembered, "本机上次核验过的检查点（--state）");
        }

        return known;
    }

    private Checkpoint OpenSince(string path)
    {
        try
        {
            return Verifier.Open(Files.ReadSmall(path, SignedNote.MaxLength), path, arguments.Keys);
        }
        catch (BadSignatureException e)
        {
            // A broken witness says nothing about the log.
            throw new CannotDecideException($"“{path}”的签名无效，不能作为比较的依据（bad signature）。", e);
        }
    }

    private void Know(List<Checkpoint> known, Checkpoint head, Checkpoint other, string source)
    {
        if (other.Size > head.Size)
        {
            _findings.Tree($"日志（{head.Size} 行）比{source}（{other.Size} 行）更旧，已被回退（rollback: log is older than that checkpoint）");
        }
        else if (other.Size == head.Size && !other.SameAs(head))
        {
            _findings.Tree($"日志与{source}大小相同而根不同，同一日志有两种历史（fork）");
        }
        else
        {
            known.Add(other);
        }
    }

    private IEnumerable<Checkpoint> EarlierCheckpoints()
    {
        var files = _export.EarlierCheckpoints();
        var opened = new (Checkpoint? Checkpoint, Exception? Problem)[files.Count];

        // A signature takes longer than a hundred rows, and a year has many checkpoints.
        Parallel.For(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = arguments.Threads }, i =>
        {
            try
            {
                opened[i] = (Verifier.Open(Files.ReadSmall(files[i].Path, SignedNote.MaxLength), files[i].Path, arguments.Keys), null);
            }
            catch (Exception e) when (e is CannotDecideException or BadSignatureException)
            {
                opened[i] = (null, e);
            }
        });

        for (var i = 0; i < files.Count; i++)
        {
            if (opened[i].Problem is CannotDecideException problem)
            {
                throw problem;
            }

            if (opened[i].Checkpoint is not { } checkpoint)
            {
                _findings.Tree($"检查点 checkpoints/{files[i].Size} 的签名无效（bad signature）");
            }
            else if (checkpoint.Size != files[i].Size)
            {
                throw new CannotDecideException($"检查点 checkpoints/{files[i].Size} 实为大小 {checkpoint.Size} 的检查点（wrong file）。");
            }
            else
            {
                yield return checkpoint;
            }
        }
    }
}
