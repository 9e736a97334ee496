using System.Text.Json;

namespace TokenPak.Compression.Documents;

/// <summary><c>{model, tools, messages: [{role, content, tool_calls, tool_call_id}]}</c>.</summary>
internal static class ChatReader
{
    private static readonly ReadOnlyMemory<byte>[] RootNames = JsonNames.Of("model", "tools", "functions", "messages");

    private static readonly ReadOnlyMemory<byte>[] MessageNames = JsonNames.Of(
        "role", "content", "tool_calls", "function_call", "tool_call_id", "name", "refusal", "reasoning_content");

    private static readonly ReadOnlyMemory<byte>[] PartNames = JsonNames.Of("type", "text", "cache_control");
    private static readonly ReadOnlyMemory<byte>[] CallNames = JsonNames.Of("id", "function", "custom", "name", "arguments", "input");

    public static void ReadRoot(ref JsonCursor cursor)
    {
        var seen = 0u;
        var blocks = cursor.Blocks;
        while (cursor.NextProperty(RootNames, ref seen, out var name))
        {
            switch (name)
            {
                case 0:
                    blocks.Model = cursor.TakeString();
                    break;
                case 1 or 2:
                    blocks.Segment = PromptSegment.Tools;
                    blocks.HasTools |= cursor.Token == JsonTokenType.StartArray;
                    cursor.AddWhole(BlockKind.Tools);
                    break;
                case 3:
                    blocks.Segment = PromptSegment.Messages;
                    if (cursor.Token != JsonTokenType.StartArray) throw new ScanException(ScanFailure.Shape);
                    while (cursor.Read() && cursor.Token != JsonTokenType.EndArray)
                    {
                        if (cursor.Token != JsonTokenType.StartObject) throw new ScanException(ScanFailure.Shape);
                        ReadMessage(ref cursor);
                    }

                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }
    }

    private static void ReadMessage(ref JsonCursor cursor)
    {
        var blocks = cursor.Blocks;
        blocks.Message++;
        var first = blocks.Count;
        var seen = 0u;
        var role = BlockRole.User;
        ByteRange callId = default, toolName = default;
        while (cursor.NextProperty(MessageNames, ref seen, out var name))
        {
            switch (name)
            {
                case 0: role = RoleOf(ref cursor); cursor.Skip(); break;
                case 1: ReadContent(ref cursor); break;
                case 2: ReadCalls(ref cursor); break;
                case 3: ReadCall(ref cursor, default); break;
                case 4: callId = cursor.TakeString(); break;
                case 5: toolName = cursor.TakeString(); break;
                case 6 or 7 when cursor.Token == JsonTokenType.String:
                    blocks.Add(cursor.Body, cursor.TakeString(), name == 6 ? BlockKind.Other : BlockKind.Reasoning);
                    break;
                default: cursor.Skip(); break;
            }
        }

        blocks.SetRole(first, role);
        if (role != BlockRole.Tool) return;

        var call = blocks.FindCall(cursor.Body, callId, toolName);
        foreach (ref var block in blocks.Since(first))
        {
            if (block.Kind != BlockKind.Text) continue;
            block.Kind = BlockKind.ToolResult;
            block.Touchable = true;
            block.Call = call;
        }
    }

    private static BlockRole RoleOf(ref JsonCursor cursor) =>
        cursor.Is("assistant"u8) ? BlockRole.Assistant
        : cursor.Is("tool"u8) || cursor.Is("function"u8) ? BlockRole.Tool
        : cursor.Is("system"u8) || cursor.Is("developer"u8) ? BlockRole.System
        : BlockRole.User;

    private static void ReadContent(ref JsonCursor cursor)
    {
        switch (cursor.Token)
        {
            case JsonTokenType.String:
                cursor.Blocks.Add(cursor.Body, cursor.TakeString(), BlockKind.Text);
                break;
            case JsonTokenType.StartArray:
                while (cursor.Read() && cursor.Token != JsonTokenType.EndArray)
                {
                    if (cursor.Token == JsonTokenType.StartObject) ReadPart(ref cursor);
                    else cursor.AddWhole(BlockKind.Other);
                }

                break;
            case JsonTokenType.Null:
                break;
            default:
                cursor.AddWhole(BlockKind.Other);
                break;
        }
    }

    private static void ReadPart(ref JsonCursor cursor)
    {
        var start = cursor.TokenStart;
        var seen = 0u;
        var isText = false;
        ByteRange text = default;
        while (cursor.NextProperty(PartNames, ref seen, out var name))
        {
            switch (name)
            {
                case 0: isText = cursor.Is("text"u8); cursor.Skip(); break;
                case 1: text = cursor.TakeString(); break;
                case 2: cursor.TakeCacheMarker(); break;
                default: cursor.Skip(); break;
            }
        }

        if (isText && text.Exists) cursor.Blocks.Add(cursor.Body, text, BlockKind.Text);
        else cursor.AddWhole(BlockKind.Opaque, new ByteRange(start, cursor.Consumed - start));
    }

    private static void ReadCalls(ref JsonCursor cursor)
    {
        if (cursor.Token != JsonTokenType.StartArray)
        {
            cursor.Skip();
            return;
        }

        while (cursor.Read() && cursor.Token != JsonTokenType.EndArray) ReadCall(ref cursor, default);
    }

    /// <summary><c>{id, function: {name, arguments}}</c>, or the inner object alone.</summary>
    private static void ReadCall(ref JsonCursor cursor, ByteRange id)
    {
        if (cursor.Token != JsonTokenType.StartObject)
        {
            cursor.Skip();
            return;
        }

        var seen = 0u;
        ByteRange toolName = default, arguments = default;
        var (inner, innerId) = (false, id);
        while (cursor.NextProperty(CallNames, ref seen, out var name))
        {
            switch (name)
            {
                case 0: innerId = cursor.TakeString(); break;
                case 1 or 2 when cursor.Token == JsonTokenType.StartObject:
                    inner = true;
                    ReadFunction(ref cursor, ref toolName, ref arguments);
                    break;
                case 3 when !inner: toolName = cursor.TakeString(); break;
                case 4 or 5 when !inner: arguments = cursor.TakeRaw(); break;
                default: cursor.Skip(); break;
            }
        }

        cursor.Blocks.AddCall(cursor.Body, innerId, toolName, arguments);
    }

    private static void ReadFunction(ref JsonCursor cursor, ref ByteRange toolName, ref ByteRange arguments)
    {
        var seen = 0u;
        while (cursor.NextProperty(CallNames, ref seen, out var name))
        {
            switch (name)
            {
                case 3: toolName = cursor.TakeString(); break;
                case 4 or 5: arguments = cursor.TakeRaw(); break;
                default: cursor.Skip(); break;
            }
        }
    }
}
