using Microsoft.Extensions.Options;

namespace NotaryMarriageQuery.Core.Audit.Sealing;

/// <summary>Reads the newest checkpoint and believes it only when signature, stored rows and this instance's memory agree.</summary>
internal sealed class LogHead(SigningKey signing, Witness witness, IOptions<SealingOptions> options)
{
    private string? _comparedBefore;

    /// <summary>The newest checkpoint, size 0 before the first, and the tree's right edge at it, derived from the rows.</summary>
    /// <param name="store">The database.</param>
    /// <param name="tree">What it holds.</param>
    /// <param name="asNextGeneration">An auditor has accepted that it is older than what was seen.</param>
    /// <exception cref="EvidenceStoppedException">It contradicts its signature, the rows, or what was seen before.</exception>
    public (Checkpoint Head, string? Note, TileTree Edge) Verify(SealingStore store, StoredTree tree, bool asNextGeneration)
    {
        var name = options.Value.Origin;
        var note = store.LastNote();
        var head = note is null ? new Checkpoint(name, 0, TreeHash.Empty) : Open(note);
        try
        {
            var edge = tree.At(head.Size);
            if (!edge.Root().AsSpan().SequenceEqual(head.Root))
            {
                throw new EvidenceStoppedException(SealingProblem.Broken);
            }

            // Most often the head is what was seen, and its signature was checked just now.
            if (witness.Note is { } seen && !string.Equals(seen, note, StringComparison.Ordinal))
            {
                Compare(head, Open(seen), tree);
            }

            // Once: what a replaced key has signed last binds an instance, too, that remembers nothing of its own.
            if (!asNextGeneration && signing.LastNoteBefore is { } last && !ReferenceEquals(last, _comparedBefore))
            {
                Compare(head, Open(last), tree);
                _comparedBefore = last;
            }

            return (head, note, edge);
        }
        catch (FormatException)
        {
            throw new EvidenceStoppedException(SealingProblem.Broken);
        }
    }

    /// <summary>Checks a note's signature under the name that it bears.</summary>
    /// <exception cref="EvidenceStoppedException">Not a checkpoint of this log, or not signed by a key that may.</exception>
    public Checkpoint Open(string note) =>
        LogOrigin.Of(note, options.Value.Origin) is not null && signing.TryOpen(note, options.Value.Origin) is { } checkpoint
            ? checkpoint
            : throw new EvidenceStoppedException(SealingProblem.Broken);

    /// <summary>The name under which an accepted restore goes on: one that nothing bears that was seen here or before the key was replaced.</summary>
    public LogOrigin NextOrigin(Checkpoint head)
    {
        var known = new[] { head.Text, witness.Aside, signing.LastNoteBefore }.OfType<string>().Select(note => LogOrigin.Of(note, options.Value.Origin)?.Generation ?? 1);
        return new LogOrigin(options.Value.Origin, known.Max() + 1);
    }

    private void Compare(Checkpoint head, Checkpoint seen, StoredTree tree)
    {
        // A later generation is an auditor's decision, signed; whatever was seen before it counts no more.
        if (Generation(head) > Generation(seen))
        {
            return;
        }

        // The head's own root was derived from the rows just now.
        var goesOn = Generation(head) == Generation(seen)
            && head.Size >= seen.Size
            && (head.Size == seen.Size ? head.Root : tree.At(seen.Size).Root()).AsSpan().SequenceEqual(seen.Root);
        if (!goesOn)
        {
            throw new EvidenceStoppedException(SealingProblem.RolledBack);
        }
    }

    private int Generation(Checkpoint checkpoint) => LogOrigin.Of(checkpoint.Text, options.Value.Origin)!.Generation;
}
