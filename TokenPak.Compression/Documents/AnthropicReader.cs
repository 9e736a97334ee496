using System.Text.Json;

namespace TokenPak.Compression.Documents;

/// <summary><c>{model, system, tools, messages: [{role, content}]}</c>.</summary>
internal static class AnthropicReader
{
    private static readonly ReadOnlyMemory<byte>[] RootNames =
        JsonNames.Of("model", "system", "tools", "messages", "context_management", "cache_control");

    private static readonly ReadOnlyMemory<byte>[] MessageNames = JsonNames.Of("role", "content");

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
                case 1:
                    blocks.Segment = PromptSegment.System;
                    ReadContent(ref cursor);
                    break;
                case 2:
                    blocks.Segment = PromptSegment.Tools;
                    blocks.HasTools |= cursor.Token == JsonTokenType.StartArray;
                    cursor.AddWhole(BlockKind.Tools);
                    break;
                case 3:
                    blocks.Segment = PromptSegment.Messages;
                    ReadMessages(ref cursor);
                    break;
                case 4:
                    blocks.MayDropHistory |= ContextEdits.MayDropHistory(ref cursor);
                    break;
                case 5:
                    cursor.TakeCacheMarker();
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }
    }

    private static void ReadMessages(ref JsonCursor cursor)
    {
        if (cursor.Token != JsonTokenType.StartArray) throw new ScanException(ScanFailure.Shape);
        while (cursor.Read() && cursor.Token != JsonTokenType.EndArray)
        {
            if (cursor.Token != JsonTokenType.StartObject) throw new ScanException(ScanFailure.Shape);
            ReadMessage(ref cursor);
        }
    }

    private static void ReadMessage(ref JsonCursor cursor)
    {
        var blocks = cursor.Blocks;
        blocks.Message++;
        var first = blocks.Count;
        var seen = 0u;
        var role = BlockRole.User;
        while (cursor.NextProperty(MessageNames, ref seen, out var name))
        {
            switch (name)
            {
                case 0:
                    role = cursor.Is("assistant"u8) ? BlockRole.Assistant : cursor.Is("system"u8) ? BlockRole.System : BlockRole.User;
                    cursor.Skip();
                    break;
                case 1:
                    ReadContent(ref cursor);
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        foreach (ref var block in blocks.Since(first))
        {
            // Results and documents stand in user messages; anywhere else they are not what they look like.
            if (role != BlockRole.User) block.Touchable = false;
        }

        blocks.SetRole(first, role);
    }

    private static void ReadContent(ref JsonCursor cursor)
    {
        switch (cursor.Token)
        {
            case JsonTokenType.String:
                cursor.Blocks.Add(cursor.Body, cursor.TakeString(), BlockKind.Text);
                break;
            case JsonTokenType.StartArray:
                AnthropicPartReader.ReadParts(ref cursor, BlockKind.Text);
                break;
            default:
                cursor.AddWhole(BlockKind.Other);
                break;
        }
    }
}
