using System.Buffers;
using System.Numerics;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Log;

/// <summary>Numbers by 64-bit hash on pooled memory: open addressing, at most half full, no removal.</summary>
internal sealed class PooledTable : IDisposable
{
    private readonly ulong[] _keys;
    private readonly int[] _values;
    private int _mask;
    private int _shift;

    public PooledTable(int capacity)
    {
        _mask = MaskFor(capacity);
        _keys = ArrayPool<ulong>.Shared.Rent(_mask + 1);
        _values = ArrayPool<int>.Shared.Rent(_mask + 1);
        Clear(capacity);
    }

    /// <summary>Empties the table for as many keys; no more than it was made for.</summary>
    public void Clear(int capacity)
    {
        _mask = MaskFor(capacity);
        _shift = 64 - BitOperations.PopCount((uint)_mask);
        Array.Clear(_keys, 0, _mask + 1);
    }

    /// <summary>The value of a key; a new one is <paramref name="initial"/>.</summary>
    public ref int this[ulong key, int initial = 0]
    {
        get
        {
            key |= 1UL << 63; // no key is the empty one
            var at = Scatter.Place(key, _shift);
            while (_keys[at] != key)
            {
                if (_keys[at] == 0)
                {
                    _keys[at] = key;
                    _values[at] = initial;
                    break;
                }

                at = (at + 1) & _mask;
            }

            return ref _values[at];
        }
    }

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_keys);
        ArrayPool<int>.Shared.Return(_values);
    }

    private static int MaskFor(int capacity) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 8) * 2) - 1;
}
