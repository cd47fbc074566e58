using System.Security.Cryptography;

namespace AuditFormat;

/// <summary>Request ids with a few marks each, 17 bytes a slot: five million lookups of a big log fit into 150 MB.</summary>
internal sealed class RequestSet
{
    // Ids in a hostile export may be chosen to collide; a secret multiplier takes the choice away.
    private readonly ulong _low = Odd();
    private readonly ulong _high = Odd();
    private UInt128[] _keys = new UInt128[1024];
    private byte[] _marks = new byte[1024];
    private int _used;

    /// <summary>Adds a mark (one bit, not 0) and returns the marks that were there before.</summary>
    public byte Mark(UInt128 key, byte mark)
    {
        var slot = Find(key);
        var before = _marks[slot];
        if (before == 0)
        {
            _keys[slot] = key;
            _used++;
        }

        _marks[slot] |= mark;
        if (before == 0 && _used > _keys.Length / 10 * 7)
        {
            Grow();
        }

        return before;
    }

    private int Find(UInt128 key)
    {
        var hash = ((ulong)key * _low) ^ ((ulong)(key >> 64) * _high);
        var slot = (int)((hash ^ (hash >> 32)) & (ulong)(_keys.Length - 1));
        while (_marks[slot] != 0 && _keys[slot] != key)
        {
            slot = (slot + 1) & (_keys.Length - 1);
        }

        return slot;
    }

    private void Grow()
    {
        var (keys, marks) = (_keys, _marks);
        _keys = new UInt128[keys.Length * 2];
        _marks = new byte[marks.Length * 2];
        for (var i = 0; i < keys.Length; i++)
        {
            if (marks[i] != 0)
            {
                var slot = Find(keys[i]);
                (_keys[slot], _marks[slot]) = (keys[i], marks[i]);
            }
        }
    }

    private static ulong Odd() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;
}
