using System.Buffers;
using Microsoft.Extensions.Options;
using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Bodies;
using TokenPak.Gateway.Detection;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.CacheBreakpoints;

/// <summary>
/// Marks what Anthropic shall cache, for clients that do not, where the operator asks for it: the one place where the gateway adds to a body what no one
/// sent (docs/adr/0016). Before compilation, so that the compiler keeps to the cache's minimum as it does behind a client's own markers.
/// </summary>
internal sealed class CacheBreakpointHelp(IOptions<CacheBreakpointOptions> options)
{
    /// <summary>The marked body, or null where it goes as it is.</summary>
    public PooledBody? Apply(Exchange exchange, PooledBody body)
    {
        if (!options.Value.Enabled || exchange.Upstream.Provider != ProviderNames.Anthropic || exchange.Match is not { Dialect: ApiDialect.AnthropicMessages, RequestType: RequestTypes.Chat }) return null;
        var insertions = BreakpointFinder.Find(body.Memory.Span);
        if (insertions.Count == 0) return null;
        exchange.CacheBreakpoints = insertions.Count(insertion => insertion.IsMarker);
        return Insert(body, insertions);
    }

    private static PooledBody Insert(PooledBody body, List<Insertion> insertions)
    {
        var length = body.Length + insertions.Sum(insertion => insertion.Text.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        int from = 0, to = 0;
        foreach (var (offset, text) in insertions)
        {
            to += Copy(body.Memory[from..offset], buffer, to);
            to += Copy(text, buffer, to);
            from = offset;
        }

        Copy(body.Memory[from..], buffer, to);
        return new PooledBody(buffer, length);
    }

    private static int Copy(ReadOnlyMemory<byte> part, byte[] buffer, int at)
    {
        part.CopyTo(buffer.AsMemory(at));
        return part.Length;
    }
}
