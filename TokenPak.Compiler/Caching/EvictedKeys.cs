namespace TokenPak.Compiler.Caching;

/// <summary>Remembers lately evicted keys in fixed memory, to tell an evicted decision from a new one; an overwritten slot forgets.</summary>
internal sealed class EvictedKeys
{
    private const int Slots = 1 << 14;
    private readonly ulong[] _slots = new ulong[Slots];

    public void Add(BlockKey key) => Volatile.Write(ref _slots[SlotOf(key)], MarkOf(key));

    public bool Contains(BlockKey key) => Volatile.Read(ref _slots[SlotOf(key)]) == MarkOf(key);

    private static int SlotOf(BlockKey key) => (int)((ulong)key.Block % Slots);

    private static ulong MarkOf(BlockKey key) => (ulong)(key.Block >> 64) ^ (ulong)key.Tenant;
}
