using System.Runtime.InteropServices;

namespace TokenPak.Compression.Documents;

/// <summary>A scanned request body.</summary>
internal sealed class PromptDocument
{
    private readonly List<PromptBlock> _blocks;
    private readonly List<ToolCall> _calls;

    public PromptDocument(List<PromptBlock> blocks, List<ToolCall> calls)
    {
        _blocks = blocks;
        _calls = calls;
    }

    /// <summary>The blocks in prompt order: tools, system, messages.</summary>
    public Span<PromptBlock> Blocks => CollectionsMarshal.AsSpan(_blocks);

    public ReadOnlySpan<ToolCall> Calls => CollectionsMarshal.AsSpan(_calls);

    public ByteRange Model { get; init; }

    /// <summary>Whether the request carries a cache marker anywhere.</summary>
    public bool HasCacheMarker { get; init; }

    /// <summary>Whether the provider may drop history, so that nothing may refer back.</summary>
    public bool MayDropHistory { get; init; }

    /// <summary>Whether the request defines tools: pastes may then be what an edit has to match.</summary>
    public bool HasTools { get; init; }

    /// <summary>Ordinal of the last assistant message, or -1.</summary>
    public int LastAssistantMessage { get; init; }
}
