using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;

namespace TokenPak.Gateway.Publishing;

/// <summary>At which rate each removed token would have been billed: by where its block stands relative to what the provider read from and wrote to its cache.</summary>
internal static class RemovedTokenSplit
{
    public static RemovedTokens? Of(CompileResult? compiled, TokenUsage? usage)
    {
        if (compiled is not { Splices.Count: > 0 }) return null;
        long firstSent = 0, resent = 0;
        foreach (var splice in compiled.Splices)
        {
            if (splice.IsNew) firstSent += splice.TokensRemoved;
            else resent += splice.TokensRemoved;
        }

        if (usage?.InputTokens is not { } billed) return new RemovedTokens(null, null, null, firstSent, resent);

        // The provider counts with its own tokenizer: its cache borders are carried over in proportion.
        var scale = billed > 0 && compiled.TokensAfter is > 0 ? compiled.TokensAfter.Value / (double)billed : 1;
        var read = (usage.CacheReadTokens ?? 0) * scale;
        var written = read + (usage.CacheCreationTokens ?? 0) * scale;
        long atRead = 0, atWrite = 0, atInput = 0;
        foreach (var splice in compiled.Splices)
        {
            if (splice.CompiledTokenOffset < read) atRead += splice.TokensRemoved;
            else if (splice.CompiledTokenOffset < written) atWrite += splice.TokensRemoved;
            else atInput += splice.TokensRemoved;
        }

        return new RemovedTokens(atRead, atWrite, atInput, firstSent, resent);
    }
}
