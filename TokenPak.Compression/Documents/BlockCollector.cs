using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TokenPak.Compression.Documents;

/// <summary>Gathers blocks while a dialect's reader walks the body.</summary>
internal sealed class BlockCollector
{
    private const int CallSearchWindow = 256;

    private readonly List<PromptBlock> _blocks = new(64);
    private readonly List<ToolCall> _calls = new(16);
    private readonly Dictionary<ulong, int> _callsById = new(Scatter.Instance);
    private int _firstUnanswered;

    public int Count => _blocks.Count;

    public int Message { get; set; } = -1;

    public int LastAssistantMessage { get; set; } = -1;

    public PromptSegment Segment { get; set; } = PromptSegment.Messages;

    public ByteRange Model { get; set; }

    public bool HasCacheMarker { get; set; }

    public bool MayDropHistory { get; set; }

    public bool HasTools { get; set; }

    public void Add(ReadOnlySpan<byte> body, ByteRange range, BlockKind kind, bool touchable = false, int call = -1) =>
        Add(range, kind, HashOf(range.In(body), touchable), touchable, call);

    public void Add(ByteRange range, BlockKind kind, UInt128 hash, bool touchable = false, int call = -1) =>
        _blocks.Add(new PromptBlock
        {
            Range = range,
            Kind = kind,
            Segment = Segment,
            Role = Segment == PromptSegment.Messages ? BlockRole.User : BlockRole.System,
            Touchable = touchable,
            Message = Message,
            Call = call,
            ContentHash = hash,
        });

    public void Truncate(int count) => _blocks.RemoveRange(count, _blocks.Count - count);

    public Span<PromptBlock> Since(int first) => CollectionsMarshal.AsSpan(_blocks)[first..];

    /// <summary>Cuts a text into its pastes and what stands between them; returns into how many blocks.</summary>
    public int Split(ReadOnlySpan<byte> body, int index, List<(int Start, int End)> pastes)
    {
        var whole = _blocks[index];
        var parts = new List<PromptBlock>((pastes.Count * 2) + 1);
        var at = 0;
        foreach (var (start, end) in pastes)
        {
            if (start > at) parts.Add(Part(body, whole, at, start, BlockKind.Text));
            parts.Add(Part(body, whole, start, end, BlockKind.Paste));
            at = end;
        }

        if (at < whole.Range.Length) parts.Add(Part(body, whole, at, whole.Range.Length, BlockKind.Text));
        _blocks.RemoveAt(index);
        _blocks.InsertRange(index, parts);
        return parts.Count;
    }

    /// <summary>What may be replaced comes from outside; the rest is the tenant's own, and only counted.</summary>
    private static UInt128 HashOf(ReadOnlySpan<byte> bytes, bool touchable) => touchable ? StrongHash.Of(bytes) : XxHash128.HashToUInt128(bytes);

    private static PromptBlock Part(ReadOnlySpan<byte> body, PromptBlock whole, int start, int end, BlockKind kind)
    {
        var part = whole;
        part.Range = whole.Range with { Start = whole.Range.Start + start, Length = end - start };
        part.Kind = kind;
        part.Touchable = kind == BlockKind.Paste;
        part.ContentHash = HashOf(part.Range.In(body), part.Touchable);
        return part;
    }

    public void SetRole(int first, BlockRole role)
    {
        foreach (ref var block in Since(first)) block.Role = role;
        if (role == BlockRole.Assistant) LastAssistantMessage = Message;
    }

    public void AddCall(ReadOnlySpan<byte> body, ByteRange id, ByteRange name, ByteRange arguments)
    {
        var hash = id.Exists ? XxHash3.HashToUInt64(id.In(body)) : 0;
        if (hash != 0) _callsById[hash] = _calls.Count;
        var context = XxHash128.HashToUInt128(arguments.In(body), (long)XxHash3.HashToUInt64(name.In(body)));
        _calls.Add(new ToolCall { IdHash = hash, Name = name, Arguments = arguments, ContextHash = context });
        if (name.Exists) Add(body, name, BlockKind.ToolName);
        if (arguments.Exists) Add(body, arguments, BlockKind.ToolArguments);
    }

    /// <summary>The call that a result answers: by id, or else the oldest unanswered call of that name.</summary>
    public int FindCall(ReadOnlySpan<byte> body, ByteRange id, ByteRange name)
    {
        var calls = CollectionsMarshal.AsSpan(_calls);
        if (id.Exists && _callsById.TryGetValue(XxHash3.HashToUInt64(id.In(body)), out var found))
        {
            calls[found].Answered = true;
            return found;
        }

        if (!name.Exists) return -1;
        while (_firstUnanswered < calls.Length && calls[_firstUnanswered].Answered) _firstUnanswered++;
        var end = Math.Min(calls.Length, _firstUnanswered + CallSearchWindow);
        for (var i = _firstUnanswered; i < end; i++)
        {
            if (calls[i].Answered || !calls[i].Name.In(body).SequenceEqual(name.In(body))) continue;
            calls[i].Answered = true;
            return i;
        }

        return -1;
    }

    /// <summary>Puts the blocks in prompt order and chains their hashes.</summary>
    public PromptDocument Build()
    {
        if (!InPromptOrder())
        {
            var sorted = _blocks.OrderBy(b => b.Segment).ToList(); // stable
            _blocks.Clear();
            _blocks.AddRange(sorted);
        }

        Chain();
        return new PromptDocument(_blocks, _calls)
        {
            Model = Model,
            HasCacheMarker = HasCacheMarker,
            MayDropHistory = MayDropHistory,
            HasTools = HasTools,
            LastAssistantMessage = LastAssistantMessage,
        };
    }

    private bool InPromptOrder()
    {
        for (var i = 1; i < _blocks.Count; i++)
        {
            if (_blocks[i].Segment < _blocks[i - 1].Segment) return false;
        }

        return true;
    }

    private void Chain()
    {
        Span<byte> link = stackalloc byte[40];
        link.Clear();
        foreach (ref var block in CollectionsMarshal.AsSpan(_blocks))
        {
            MemoryMarshal.Write(link[16..], block.ContentHash);
            link[32] = (byte)block.Role;
            link[33] = (byte)block.Kind;
            link[34] = block.Touchable ? (byte)1 : (byte)0;
            MemoryMarshal.Write(link[36..], block.Call);
            block.ChainHash = XxHash128.HashToUInt128(link);
            MemoryMarshal.Write(link, block.ChainHash);
        }
    }
}
