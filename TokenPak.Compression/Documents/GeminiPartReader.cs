using System.Text.Json;

namespace TokenPak.Compression.Documents;

/// <summary>A part: text, a function call, a function's response, or media.</summary>
internal static class GeminiPartReader
{
    /// <summary>Strings of a response shorter than this stay part of the bytes around them.</summary>
    private const int MinimumResponseString = 64;

    private static readonly ReadOnlyMemory<byte>[] PartNames = JsonNames.Of(
        "text", "thought", "functionCall", "function_call", "functionResponse", "function_response");

    private static readonly ReadOnlyMemory<byte>[] CallNames = JsonNames.Of("id", "name", "args", "response");

    public static void ReadPart(ref JsonCursor cursor)
    {
        var blocks = cursor.Blocks;
        var first = blocks.Count;
        var start = cursor.TokenStart;
        var seen = 0u;
        ByteRange text = default;
        var thought = false;
        while (cursor.NextProperty(PartNames, ref seen, out var name))
        {
            switch (name)
            {
                case 0: text = cursor.TakeString(); break;
                case 1: thought = cursor.Token == JsonTokenType.True; cursor.Skip(); break;
                case 2 or 3 when cursor.Token == JsonTokenType.StartObject: ReadCall(ref cursor, isResponse: false); break;
                case 4 or 5 when cursor.Token == JsonTokenType.StartObject: ReadCall(ref cursor, isResponse: true); break;
                default: cursor.Skip(); break;
            }
        }

        if (text.Exists && blocks.Count == first) blocks.Add(cursor.Body, text, thought ? BlockKind.Reasoning : BlockKind.Text);
        else if (blocks.Count == first) cursor.AddWhole(BlockKind.Opaque, new ByteRange(start, cursor.Consumed - start));
    }

    private static void ReadCall(ref JsonCursor cursor, bool isResponse)
    {
        var blocks = cursor.Blocks;
        var first = blocks.Count;
        var seen = 0u;
        ByteRange id = default, toolName = default, arguments = default;
        while (cursor.NextProperty(CallNames, ref seen, out var name))
        {
            switch (name)
            {
                case 0: id = cursor.TakeString(); break;
                case 1: toolName = cursor.TakeString(); break;
                case 2: arguments = cursor.TakeRaw(); break;
                case 3 when isResponse: ReadResponse(ref cursor); break;
                default: cursor.Skip(); break;
            }
        }

        if (!isResponse)
        {
            blocks.AddCall(cursor.Body, id, toolName, arguments);
            return;
        }

        var call = blocks.FindCall(cursor.Body, id, toolName);
        foreach (ref var block in blocks.Since(first))
        {
            if (block.Kind == BlockKind.ToolResult) block.Call = call;
        }
    }

    /// <summary>The response is free JSON: its longer strings are blocks of their own, the bytes between them belong to nobody's stage.</summary>
    private static void ReadResponse(ref JsonCursor cursor)
    {
        var blocks = cursor.Blocks;
        var from = cursor.TokenStart;
        var open = 0;
        do
        {
            if (cursor.Token is JsonTokenType.StartObject or JsonTokenType.StartArray) open++;
            else if (cursor.Token is JsonTokenType.EndObject or JsonTokenType.EndArray) open--;
            else if (cursor.Token == JsonTokenType.String)
            {
                var text = cursor.TakeString();
                if (text.Length < MinimumResponseString) continue;
                blocks.Add(cursor.Body, new ByteRange(from, text.Start - from), BlockKind.Other);
                blocks.Add(cursor.Body, text, BlockKind.ToolResult, touchable: true);
                from = text.End;
            }
        }
        while (open > 0 && cursor.Read());

        if (cursor.Consumed > from) blocks.Add(cursor.Body, new ByteRange(from, cursor.Consumed - from), BlockKind.Other);
    }
}
