using System.Collections.Concurrent;

namespace TokenPak.Gateway.Budgets;

/// <summary>What this gateway knows of what was spent. Requests look here alone: nothing on their way waits for a store.</summary>
internal sealed class BudgetLedger(TimeProvider time)
{
    /// <summary>Sessions come over the wire; beyond this many slots no new one of theirs is held.</summary>
    private const int MaxSlots = 200_000;

    private readonly ConcurrentDictionary<BudgetSlot, Spent> _slots = new();

    public Spent this[in BudgetSlot slot] => _slots.GetValueOrDefault(slot);

    public void Add(in BudgetSlot slot, Spent more)
    {
        if (_slots.Count < MaxSlots || _slots.ContainsKey(slot)) _slots.AddOrUpdate(slot, static (_, more) => more, static (_, known, more) => known + more, more);
    }

    /// <summary>Takes what a store knows, which holds this gateway's own share as well.</summary>
    public void Set(in BudgetSlot slot, Spent all) => _slots[slot] = all;

    /// <summary>Makes a slot known, so that the store is asked for it.</summary>
    public void Watch(in BudgetSlot slot) => Add(slot, default);

    /// <summary>Slots whose time is not over; the others are forgotten.</summary>
    public IReadOnlyList<KeyValuePair<BudgetSlot, Spent>> Current()
    {
        var now = time.GetUtcNow();
        List<KeyValuePair<BudgetSlot, Spent>> current = [];
        foreach (var entry in _slots)
        {
            if (entry.Key.End > now) current.Add(entry);
            else _slots.TryRemove(entry.Key, out _);
        }

        return current;
    }
}
