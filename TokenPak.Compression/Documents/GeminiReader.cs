using System.Text.Json;

namespace TokenPak.Compression.Documents;

/// <summary><c>{systemInstruction, tools, contents: [{role, parts}]}</c>; also inside <c>generateContentRequest</c> (token counting).</summary>
internal static class GeminiReader
{
    private static readonly ReadOnlyMemory<byte>[] RootNames = JsonNames.Of(
        "model", "systemInstruction", "system_instruction", "tools", "contents", "generateContentRequest", "generate_content_request");

    private static readonly ReadOnlyMemory<byte>[] ContentNames = JsonNames.Of("role", "parts");

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
                    blocks.Segment = PromptSegment.System;
                    if (cursor.Token == JsonTokenType.StartObject) ReadContent(ref cursor, isMessage: false);
                    else cursor.AddWhole(BlockKind.Other);
                    break;
                case 3:
                    blocks.Segment = PromptSegment.Tools;
                    blocks.HasTools |= cursor.Token == JsonTokenType.StartArray;
                    cursor.AddWhole(BlockKind.Tools);
                    break;
                case 4:
                    blocks.Segment = PromptSegment.Messages;
                    ReadContents(ref cursor);
                    break;
                case 5 or 6 when cursor.Token == JsonTokenType.StartObject:
                    if (blocks.Count > 0) throw new ScanException(ScanFailure.Duplicate);
                    ReadRoot(ref cursor);
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }
    }

    private static void ReadContents(ref JsonCursor cursor)
    {
        if (cursor.Token == JsonTokenType.StartObject)
        {
            ReadContent(ref cursor, isMessage: true);
            return;
        }

        if (cursor.Token != JsonTokenType.StartArray) throw new ScanException(ScanFailure.Shape);
        while (cursor.Read() && cursor.Token != JsonTokenType.EndArray)
        {
            if (cursor.Token != JsonTokenType.StartObject) throw new ScanException(ScanFailure.Shape);
            ReadContent(ref cursor, isMessage: true);
        }
    }

    private static void ReadContent(ref JsonCursor cursor, bool isMessage)
    {
        var blocks = cursor.Blocks;
        if (isMessage) blocks.Message++;
        var first = blocks.Count;
        var seen = 0u;
        var role = BlockRole.User;
        while (cursor.NextProperty(ContentNames, ref seen, out var name))
        {
            switch (name)
            {
                case 0:
                    role = cursor.Is("model"u8) ? BlockRole.Assistant : BlockRole.User;
                    cursor.Skip();
                    break;
                case 1:
                    ReadParts(ref cursor);
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        if (!isMessage) return;
        foreach (ref var block in blocks.Since(first))
        {
            if (role == BlockRole.Assistant) block.Touchable = false;
        }

        blocks.SetRole(first, role);
    }

    private static void ReadParts(ref JsonCursor cursor)
    {
        if (cursor.Token == JsonTokenType.StartObject)
        {
            GeminiPartReader.ReadPart(ref cursor);
            return;
        }

        if (cursor.Token != JsonTokenType.StartArray)
        {
            cursor.Skip();
            return;
        }

        while (cursor.Read() && cursor.Token != JsonTokenType.EndArray)
        {
            if (cursor.Token == JsonTokenType.StartObject) GeminiPartReader.ReadPart(ref cursor);
            else cursor.AddWhole(BlockKind.Other);
        }
    }
}
