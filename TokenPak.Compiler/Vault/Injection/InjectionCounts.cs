using System.Collections.Concurrent;

namespace TokenPak.Compiler.Vault.Injection;

/// <summary>What was added to messages when they were new, and why nothing was, since start.</summary>
internal sealed class InjectionCounts
{
    private readonly ConcurrentDictionary<string, long> _skips = new(StringComparer.Ordinal);
    private long _injections;
    private long _tokens;

    public long Injections => Interlocked.Read(ref _injections);

    public long Tokens => Interlocked.Read(ref _tokens);

    public IReadOnlyDictionary<string, long> Skips => _skips.ToDictionary();

    public void Added(int tokens)
    {
        Interlocked.Increment(ref _injections);
        Interlocked.Add(ref _tokens, tokens);
    }

    public void Skipped(string reason) => _skips.AddOrUpdate(reason, 1, static (_, count) => count + 1);
}
