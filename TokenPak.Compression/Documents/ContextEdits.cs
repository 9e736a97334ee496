using System.Text.Json;

namespace TokenPak.Compression.Documents;

/// <summary>Anthropic's <c>context_management</c>: what the provider takes out of the history before the model sees it.</summary>
internal static class ContextEdits
{
    private static readonly ReadOnlyMemory<byte>[] RootNames = JsonNames.Of("edits");

    private static readonly ReadOnlyMemory<byte>[] EditNames = JsonNames.Of("type");

    /// <summary>
    /// Whether anything but thinking may go: to thinking nothing ever points. (Claude Code asks with every request that none be cleared.) What is not known
    /// may drop anything.
    /// </summary>
    public static bool MayDropHistory(ref JsonCursor cursor)
    {
        if (cursor.Token != JsonTokenType.StartObject)
        {
            var isAbsent = cursor.Token == JsonTokenType.Null;
            cursor.Skip();
            return !isAbsent;
        }

        var drops = false;
        var edits = 0;
        var seen = 0u;
        while (cursor.NextProperty(RootNames, ref seen, out var name))
        {
            if (name == 0 && cursor.Token == JsonTokenType.StartArray)
            {
                for (; cursor.Read() && cursor.Token != JsonTokenType.EndArray; edits++) drops |= !IsOfThinking(ref cursor);
            }
            else
            {
                drops = true;
                cursor.Skip();
            }
        }

        return drops || edits == 0; // what happens without edits is the provider's to decide
    }

    private static bool IsOfThinking(ref JsonCursor cursor)
    {
        var isOfThinking = false;
        if (cursor.Token != JsonTokenType.StartObject)
        {
            cursor.Skip();
            return false;
        }

        var seen = 0u;
        while (cursor.NextProperty(EditNames, ref seen, out var name))
        {
            if (name == 0) isOfThinking = cursor.Is("clear_thinking_20251015"u8);
            cursor.Skip();
        }

        return isOfThinking;
    }
}
