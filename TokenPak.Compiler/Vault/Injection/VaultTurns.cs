using TokenPak.Compression.Injection;

namespace TokenPak.Compiler.Vault.Injection;

/// <summary>The user's turns of one request with their memos, as far as they are known.</summary>
internal sealed class VaultTurns(UserTurns turns, IReadOnlyList<UInt128> keys, Memo?[] memos)
{
    private readonly List<KeyValuePair<UInt128, Memo>> _toWrite = [];

    public UserTurns Turns => turns;

    public int Count => keys.Count;

    /// <summary>Keys that the second level may know.</summary>
    public IReadOnlyList<UInt128> Unknown => [.. keys.Where((_, i) => memos[i] is null)];

    /// <summary>Memos that belong into the second level.</summary>
    public IReadOnlyList<KeyValuePair<UInt128, Memo>> ToWrite => _toWrite;

    public UInt128 KeyOf(int turn) => keys[turn];

    public Memo? MemoOf(int turn) => memos[turn];

    /// <summary>Takes in what the second level knew.</summary>
    public void Learn(IReadOnlyDictionary<UInt128, byte[]> known)
    {
        for (var i = 0; i < memos.Length; i++)
        {
            if (memos[i] is null && known.TryGetValue(keys[i], out var bytes)) memos[i] = Memo.Decode(keys[i], bytes);
        }
    }

    public void Write(int turn, Memo memo) => _toWrite.Add(KeyValuePair.Create(keys[turn], memo));
}
