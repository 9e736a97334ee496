namespace TokenPak.Compiler.Caching;

/// <summary>Remembers lately evicted keys in fixed memory, to tell an evicted decision from a new one; an overwritten slot forgets.</summary>
internal sealed class EvictedKeys
{
    private const int Slots = 1 << 14;
    private readonly ulong[] _slots = new ulong[Slots];

    public void Add(UInt128 key) => Volatile.Write(ref _slots[(int)((ulong)key % Slots)], (ulong)(key >> 64));

    public bool Contains(UInt128 key) => Volatile.Read(ref _slots[(int)((ulong)key % Slots)]) == (ulong)(key >> 64);
}
