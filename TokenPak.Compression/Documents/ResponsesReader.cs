using System.Text.Json;

namespace TokenPak.Compression.Documents;

/// <summary><c>{model, instructions, tools, input: string | [item]}</c>.</summary>
internal static class ResponsesReader
{
    private static readonly ReadOnlyMemory<byte>[] RootNames =
        JsonNames.Of("model", "instructions", "tools", "input", "truncation", "context_management");

    private static readonly ReadOnlyMemory<byte>[] ItemNames = JsonNames.Of(
        "type", "role", "content", "name", "arguments", "input", "call_id", "output", "action", "text");

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
                case 1 when cursor.Token == JsonTokenType.String:
                    blocks.Segment = PromptSegment.System;
                    blocks.Add(cursor.Body, cursor.TakeString(), BlockKind.Text);
                    break;
                case 2:
                    blocks.Segment = PromptSegment.Tools;
                    blocks.HasTools |= cursor.Token == JsonTokenType.StartArray;
                    cursor.AddWhole(BlockKind.Tools);
                    break;
                case 3:
                    blocks.Segment = PromptSegment.Messages;
                    ReadInput(ref cursor);
                    break;
                case 4:
                    blocks.MayDropHistory |= cursor.Is("auto"u8);
                    cursor.Skip();
                    break;
                case 5:
                    blocks.MayDropHistory |= cursor.Token != JsonTokenType.Null;
                    cursor.Skip();
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }
    }

    private static void ReadInput(ref JsonCursor cursor)
    {
        var blocks = cursor.Blocks;
        if (cursor.Token == JsonTokenType.String)
        {
            blocks.Message++;
            blocks.Add(cursor.Body, cursor.TakeString(), BlockKind.Text);
            return;
        }

        if (cursor.Token != JsonTokenType.StartArray) throw new ScanException(ScanFailure.Shape);
        while (cursor.Read() && cursor.Token != JsonTokenType.EndArray)
        {
            if (cursor.Token != JsonTokenType.StartObject) throw new ScanException(ScanFailure.Shape);
            blocks.Message++;
            ReadItem(ref cursor);
        }
    }

    private static void ReadItem(ref JsonCursor cursor)
    {
        var blocks = cursor.Blocks;
        var first = blocks.Count;
        var start = cursor.TokenStart;
        var item = new Item();
        var seen = 0u;
        while (cursor.NextProperty(ItemNames, ref seen, out var name)) ReadMember(ref cursor, ref item, name);

        switch (item.Type)
        {
            case ItemType.Message:
                blocks.SetRole(first, item.Role);
                return;
            case ItemType.Call when blocks.Count == first && item.Input.Exists:
                blocks.AddCall(cursor.Body, item.CallId, item.Name, item.Input);
                blocks.SetRole(first, BlockRole.Assistant);
                return;
            case ItemType.Output when item.HasOutput:
                var call = blocks.FindCall(cursor.Body, item.CallId, default);
                if (item.Output.Exists) blocks.Add(cursor.Body, item.Output, BlockKind.Text);
                foreach (ref var block in blocks.Since(first))
                {
                    if (block.Kind != BlockKind.Text) continue;
                    block.Kind = BlockKind.ToolResult;
                    block.Touchable = true;
                    block.Call = call;
                }

                blocks.SetRole(first, BlockRole.Tool);
                return;
            default:
                blocks.Truncate(first);
                blocks.HasTools |= item.Type == ItemType.Tools;
                cursor.AddWhole(item.Type == ItemType.Tools ? BlockKind.Tools : BlockKind.Opaque, new ByteRange(start, cursor.Consumed - start));
                blocks.SetRole(first, RoleOf(item.Type));
                return;
        }
    }

    private static void ReadMember(ref JsonCursor cursor, ref Item item, int name)
    {
        switch (name)
        {
            case 0: item.Type = TypeOf(ref cursor); cursor.Skip(); break;
            case 1:
                item.Role = cursor.Is("assistant"u8) ? BlockRole.Assistant
                    : cursor.Is("system"u8) || cursor.Is("developer"u8) ? BlockRole.System : BlockRole.User;
                cursor.Skip();
                break;
            case 2: ReadParts(ref cursor); break;
            case 3: item.Name = cursor.TakeString(); break;
            case 4 or 5 or 8: item.Input = cursor.TakeRaw(); break;
            case 6: item.CallId = cursor.TakeString(); break;
            case 7:
                item.HasOutput = true;
                if (cursor.Token == JsonTokenType.String) item.Output = cursor.TakeString();
                else ReadParts(ref cursor);
                break;
            default: cursor.Skip(); break;
        }
    }

    private static void ReadParts(ref JsonCursor cursor)
    {
        if (cursor.Token == JsonTokenType.String)
        {
            cursor.Blocks.Add(cursor.Body, cursor.TakeString(), BlockKind.Text);
            return;
        }

        if (cursor.Token != JsonTokenType.StartArray)
        {
            if (cursor.Token != JsonTokenType.Null) cursor.AddWhole(BlockKind.Other);
            return;
        }

        while (cursor.Read() && cursor.Token != JsonTokenType.EndArray)
        {
            if (cursor.Token == JsonTokenType.StartObject) ReadPart(ref cursor);
            else cursor.AddWhole(BlockKind.Other);
        }
    }

    private static void ReadPart(ref JsonCursor cursor)
    {
        var start = cursor.TokenStart;
        var seen = 0u;
        var isText = false;
        ByteRange text = default;
        while (cursor.NextProperty(ItemNames, ref seen, out var name))
        {
            switch (name)
            {
                case 0: isText = cursor.Is("input_text"u8) || cursor.Is("output_text"u8) || cursor.Is("text"u8); cursor.Skip(); break;
                case 9: text = cursor.TakeString(); break;
                default: cursor.Skip(); break;
            }
        }

        if (isText && text.Exists) cursor.Blocks.Add(cursor.Body, text, BlockKind.Text);
        else cursor.AddWhole(BlockKind.Opaque, new ByteRange(start, cursor.Consumed - start));
    }

    /// <summary>Whose an item is that is no message: what is not known is the model's.</summary>
    private static BlockRole RoleOf(ItemType type) => type switch
    {
        ItemType.Output => BlockRole.Tool,
        ItemType.Tools or ItemType.Setting => BlockRole.System,
        _ => BlockRole.Assistant,
    };

    private static ItemType TypeOf(ref JsonCursor cursor) =>
        cursor.Is("message"u8) ? ItemType.Message
        : cursor.Is("function_call"u8) || cursor.Is("custom_tool_call"u8) || cursor.Is("local_shell_call"u8) ? ItemType.Call
        : cursor.Is("function_call_output"u8) || cursor.Is("custom_tool_call_output"u8) || cursor.Is("local_shell_call_output"u8) ? ItemType.Output
        : cursor.Is("additional_tools"u8) ? ItemType.Tools
        : cursor.Is("configuration_update"u8) ? ItemType.Setting
        : ItemType.Other;

    private enum ItemType
    {
        Message,
        Call,
        Output,
        Tools,
        Setting,
        Other,
    }

    private struct Item
    {
        public ItemType Type;
        public BlockRole Role;
        public bool HasOutput;
        public ByteRange Name, Input, CallId, Output;

        public Item() => Role = BlockRole.User;
    }
}
