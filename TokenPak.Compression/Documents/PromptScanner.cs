using System.Text.Json;
using System.Text.Unicode;

namespace TokenPak.Compression.Documents;

/// <summary>Finds the blocks of a body in one pass. Bodies that are not understood are a value, not an exception.</summary>
internal static class PromptScanner
{
    /// <summary>Null where the body cannot be touched; <paramref name="failure"/> then says why.</summary>
    public static PromptDocument? Scan(ReadOnlySpan<byte> body, PromptDialect dialect, out string? failure)
    {
        failure = null;
        if (dialect == PromptDialect.None)
        {
            failure = ScanFailure.Dialect;
            return null;
        }

        if (!Utf8.IsValid(body))
        {
            failure = ScanFailure.Malformed;
            return null;
        }

        try
        {
            var blocks = new BlockCollector();
            var cursor = new JsonCursor(body, blocks);
            if (!cursor.Read() || cursor.Token != JsonTokenType.StartObject) throw new ScanException(ScanFailure.Shape);
            switch (dialect)
            {
                case PromptDialect.AnthropicMessages: AnthropicReader.ReadRoot(ref cursor); break;
                case PromptDialect.OpenAIChat: ChatReader.ReadRoot(ref cursor); break;
                case PromptDialect.OpenAIResponses: ResponsesReader.ReadRoot(ref cursor); break;
                default: GeminiReader.ReadRoot(ref cursor); break;
            }

            // Anything after the root object is an error; the reader says so.
            while (cursor.Read())
            {
            }

            PasteFinder.Split(body, blocks);
            return blocks.Build();
        }
        catch (ScanException e)
        {
            failure = e.Reason;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name or type with a lone surrogate, which JSON allows and text does not.
            failure = ScanFailure.Malformed;
        }

        return null;
    }
}
