using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Engine;

/// <summary>Makes the keys of decisions: every one begins with tenant and policy.</summary>
internal readonly struct DecisionKeys
{
    private const byte Count = 0;
    private const byte InBlock = 1;
    private const byte LookBack = 2;
    private const byte Loss = 3;

    private readonly UInt128 _scope;

    public DecisionKeys(string tenant, UInt128 policy)
    {
        Span<byte> input = stackalloc byte[32];
        MemoryMarshal.Write(input, StrongHash.Of(Encoding.UTF8.GetBytes(tenant)));
        MemoryMarshal.Write(input[16..], policy);
        _scope = StrongHash.Of(input);
    }

    /// <summary>A count alone depends on nothing but the text and whether it is a JSON string.</summary>
    public UInt128 ForCount(in PromptBlock block) => Make(Count, block.ContentHash, 0, block.Range.IsString ? 1u : 0u);

    /// <summary>A decision made inside the block.</summary>
    public UInt128 ForBlock(in PromptBlock block, ReadOnlySpan<ToolCall> calls, bool hasTools) =>
        Make(InBlock, block.ContentHash, ContextOf(block, calls), FlagsOf(block, hasTools));

    /// <summary>
    /// A decision that looked at the blocks before; the cache's minimum and steps decide which of them were left as they are (I8), and what may be left out of any of them is one
    /// answer for the request.
    /// </summary>
    public UInt128 ForLookBack(in PromptBlock block, CompressionPlan plan, LossScope? loss) =>
        Make(LookBack, block.ChainHash, ((UInt128)(uint)plan.FirstSaving << 32) | (uint)plan.CacheMinimum, plan.Document is { HasTools: true } ? 1u : 0, loss?.Terms.IdScope, default);

    /// <summary>A decision that left parts out, by the question before the block.</summary>
    public UInt128 ForLoss(in PromptBlock block, ReadOnlySpan<ToolCall> calls, bool hasTools, LossScope loss, int index) =>
        Make(Loss, block.ContentHash, ContextOf(block, calls), FlagsOf(block, hasTools), loss.Terms.IdScope, loss.QuestionHash(index));

    private static UInt128 ContextOf(in PromptBlock block, ReadOnlySpan<ToolCall> calls) => block.Call < 0 ? 0 : calls[block.Call].ContextHash;

    private static uint FlagsOf(in PromptBlock block, bool hasTools) => (uint)block.Kind | (hasTools ? 256u : 0) | (block.Call < 0 ? 512u : 0);

    private UInt128 Make(byte kind, UInt128 first, UInt128 second, uint flags, UInt128? ids = null, UInt128 question = default)
    {
        Span<byte> input = stackalloc byte[88];
        MemoryMarshal.Write(input, _scope);
        MemoryMarshal.Write(input[16..], first);
        MemoryMarshal.Write(input[32..], second);
        MemoryMarshal.Write(input[48..], flags);
        MemoryMarshal.Write(input[52..], (uint)kind);
        MemoryMarshal.Write(input[56..], ids ?? 0);
        MemoryMarshal.Write(input[72..], question);
        if (ids is null) input = input[..56];

        // Who knows another tenant's name must not be able to write that tenant's decisions. A count is worth no such care.
        return kind == Count ? XxHash128.HashToUInt128(input) : StrongHash.Of(input);
    }
}
