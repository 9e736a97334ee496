using System.Text.Json;

namespace TokenPak.Compression.Documents;

/// <summary>A content block of a message, of a tool result or of a document.</summary>
internal static class AnthropicPartReader
{
    private static readonly ReadOnlyMemory<byte>[] Names = JsonNames.Of(
        "type", "text", "id", "name", "tool_use_id", "input", "content", "source", "citations", "thinking", "cache_control", "title", "context", "data");

    private static readonly ReadOnlyMemory<byte>[] CitationNames = JsonNames.Of("enabled");

    public static void ReadParts(ref JsonCursor cursor, BlockKind textKind)
    {
        while (cursor.Read() && cursor.Token != JsonTokenType.EndArray)
        {
            if (cursor.Token == JsonTokenType.StartObject) ReadPart(ref cursor, textKind);
            else cursor.AddWhole(BlockKind.Other);
        }
    }

    private static void ReadPart(ref JsonCursor cursor, BlockKind textKind)
    {
        var blocks = cursor.Blocks;
        var first = blocks.Count;
        var part = new Part { Start = cursor.TokenStart };
        var seen = 0u;
        while (cursor.NextProperty(Names, ref seen, out var name)) ReadMember(ref cursor, ref part, name);

        var whole = new ByteRange(part.Start, cursor.Consumed - part.Start);
        var body = cursor.Body;
        switch (part.Type)
        {
            case PartType.Text when part.Text.Exists && blocks.Count == first:
                blocks.Add(body, part.Text, textKind);
                return;
            case PartType.Thinking when part.Thinking.Exists && blocks.Count == first:
                blocks.Add(body, part.Thinking, BlockKind.Reasoning);
                return;
            case PartType.ToolUse when part.Name.Exists && part.Input.Exists && blocks.Count == first:
                blocks.AddCall(body, part.Id, part.Name, part.Input);
                return;
            case PartType.ToolResult:
                FinishResult(ref cursor, part, first);
                return;
            case PartType.Document when !part.Citations && (part.Content.Exists || blocks.Count > first):
                if (part.Title.Exists) blocks.Add(body, part.Title, BlockKind.Other);
                if (part.Content.Exists) blocks.Add(body, part.Content, BlockKind.Document, touchable: true);
                Mark(blocks, first, BlockKind.Document, -1);
                return;
            default:
                // Unknown parts and parts with citations go whole, with whatever was found inside forgotten.
                var isMedia = part.Type == PartType.Opaque || (part.Type == PartType.Document && !part.Content.Exists && blocks.Count == first);
                blocks.Truncate(first);
                cursor.AddWhole(isMedia ? BlockKind.Opaque : BlockKind.Other, whole);
                return;
        }
    }

    private static void FinishResult(ref JsonCursor cursor, Part part, int first)
    {
        var call = cursor.Blocks.FindCall(cursor.Body, part.ToolUseId, default);
        if (part.Content.Exists) cursor.Blocks.Add(cursor.Body, part.Content, BlockKind.ToolResult, touchable: true, call);
        Mark(cursor.Blocks, first, BlockKind.ToolResult, call);
    }

    private static void Mark(BlockCollector blocks, int first, BlockKind kind, int call)
    {
        foreach (ref var block in blocks.Since(first))
        {
            if (block.Kind is not BlockKind.Text) continue;
            block.Kind = kind;
            block.Touchable = true;
            block.Call = call;
        }
    }

    private static void ReadMember(ref JsonCursor cursor, ref Part part, int name)
    {
        switch (name)
        {
            case 0: part.Type = TypeOf(ref cursor); cursor.Skip(); break;
            case 1: part.Text = cursor.TakeString(); break;
            case 2: part.Id = cursor.TakeString(); break;
            case 3: part.Name = cursor.TakeString(); break;
            case 4: part.ToolUseId = cursor.TakeString(); break;
            case 5: part.Input = cursor.TakeRaw(); break;
            case 6: ReadNested(ref cursor, ref part); break;
            case 7: ReadSource(ref cursor, ref part); break;
            case 8: part.Citations = ReadCitations(ref cursor); break;
            case 9: part.Thinking = cursor.TakeString(); break;
            case 10: cursor.TakeCacheMarker(); break;
            case 11: part.Title = cursor.TakeString(); break;
            default: cursor.Skip(); break;
        }
    }

    private static void ReadNested(ref JsonCursor cursor, ref Part part)
    {
        if (cursor.Token == JsonTokenType.String) part.Content = cursor.TakeString();
        else if (cursor.Token == JsonTokenType.StartArray) ReadParts(ref cursor, BlockKind.Text);
        else cursor.Skip();
    }

    /// <summary>A document's source: <c>{type: text, data}</c> or <c>{type: content, content}</c>; media types are passed over.</summary>
    private static void ReadSource(ref JsonCursor cursor, ref Part part)
    {
        if (cursor.Token != JsonTokenType.StartObject)
        {
            cursor.Skip();
            return;
        }

        var seen = 0u;
        var isText = false;
        ByteRange data = default;
        while (cursor.NextProperty(Names, ref seen, out var name))
        {
            switch (name)
            {
                case 0: isText = cursor.Is("text"u8); cursor.Skip(); break;
                case 6: ReadNested(ref cursor, ref part); break;
                case 13: data = cursor.TakeString(); break;
                default: cursor.Skip(); break;
            }
        }

        if (isText) part.Content = data;
    }

    /// <summary>A list of citations, or <c>{enabled: true}</c>: the text is then addressed by position.</summary>
    private static bool ReadCitations(ref JsonCursor cursor)
    {
        if (cursor.Token == JsonTokenType.Null) return false;
        if (cursor.Token != JsonTokenType.StartObject)
        {
            cursor.Skip();
            return true;
        }

        var seen = 0u;
        var enabled = false;
        while (cursor.NextProperty(CitationNames, ref seen, out var name))
        {
            if (name == 0) enabled = cursor.Token != JsonTokenType.False;
            cursor.Skip();
        }

        return enabled;
    }

    private static PartType TypeOf(ref JsonCursor cursor) =>
        cursor.Is("text"u8) ? PartType.Text
        : cursor.Is("tool_result"u8) ? PartType.ToolResult
        : cursor.Is("tool_use"u8) ? PartType.ToolUse
        : cursor.Is("thinking"u8) ? PartType.Thinking
        : cursor.Is("document"u8) || cursor.Is("search_result"u8) ? PartType.Document
        : cursor.Is("server_tool_use"u8) || cursor.Is("mcp_tool_use"u8) || cursor.Is("tool_reference"u8) ? PartType.Other
        : PartType.Opaque;

    private enum PartType
    {
        Other,
        Text,
        ToolUse,
        ToolResult,
        Thinking,
        Document,
        Opaque,
    }

    private struct Part
    {
        public int Start;
        public PartType Type;
        public ByteRange Text, Id, Name, ToolUseId, Input, Content, Thinking, Title;
        public bool Citations;
    }
}
