namespace TokenPak.Local.Demo.StandIn;

/// <summary>How the tokens of one prompt are billed.</summary>
internal readonly record struct PromptUsage(int Input, int CacheCreation, int CacheRead);

/// <summary>
/// The provider's prompt cache under its published rules: a prefix is stored at each marked block if it has the model's minimum of tokens, and found
/// again at a marker or up to twenty blocks before one. Entries do not expire here: the demo is over long before five minutes are.
/// </summary>
internal sealed class PromptCache(int minimumTokens)
{
    private const int LookBack = 20;

    private readonly HashSet<string> _stored = [];
    private readonly Lock _lock = new();

    /// <param name="blocks">The prompt.</param>
    /// <param name="tokens">Tokens of each block.</param>
    public PromptUsage Bill(IReadOnlyList<PromptBlock> blocks, IReadOnlyList<int> tokens)
    {
        var through = new int[blocks.Count];
        var total = 0;
        for (var i = 0; i < blocks.Count; i++) through[i] = total += tokens[i];

        lock (_lock)
        {
            var read = 0;
            var cached = 0;
            for (var i = 0; i < blocks.Count; i++)
            {
                if (!blocks[i].IsMarked) continue;
                for (var j = i; j >= 0 && j > i - LookBack; j--)
                {
                    if (!_stored.Contains(blocks[j].PrefixHash)) continue;
                    read = Math.Max(read, through[j]);
                    break;
                }

                if (through[i] >= minimumTokens) cached = through[i];
            }

            for (var i = 0; i < blocks.Count; i++)
                if (blocks[i].IsMarked && through[i] >= minimumTokens) _stored.Add(blocks[i].PrefixHash);

            var written = Math.Max(0, cached - read);
            return new PromptUsage(total - read - written, written, read);
        }
    }
}
