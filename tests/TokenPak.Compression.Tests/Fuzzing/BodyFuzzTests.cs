using System.Text;
using System.Text.Json;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Tests.Stages;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Fuzzing;

public sealed class BodyFuzzTests
{
    private static readonly PromptDialect[] Dialects = [PromptDialect.AnthropicMessages, PromptDialect.OpenAIChat, PromptDialect.OpenAIResponses, PromptDialect.GeminiGenerateContent];

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1024 };

    [Fact]
    public void Compress_AnyBytes_NeverThrowsAndSplicesInsideTheBody() => Fuzz.Run(rolls =>
    {
        var dialect = rolls.Of(Dialects);
        var body = Damaged(Body(dialect, rolls), rolls);

        var result = Compiled.Engine.Compress(new CompressionRequest { Body = body, Dialect = dialect, Provider = "anthropic" });

        var end = 0;
        foreach (var splice in result.Splices)
        {
            Assert.True(splice.Offset >= end && splice.Offset + splice.Length <= body.Length, "splices overlap, or lie outside");
            end = splice.Offset + splice.Length;
        }

        if (IsJson(body)) Assert.True(IsJson(Compiled.Apply(body, result)), "a valid body became an invalid one");
    });

    [Fact]
    public void Compress_AnyConversation_ChangesTheReplacedStringsAlone() => Fuzz.Run(rolls =>
    {
        var dialect = rolls.Of(Dialects);
        var body = Body(dialect, rolls);
        if (!IsJson(body)) return; // a lone surrogate that no JSON may hold

        var result = Compiled.Engine.Compress(new CompressionRequest { Body = body, Dialect = dialect, Provider = "anthropic" });
        var compiled = Compiled.Apply(body, result);

        using var before = JsonDocument.Parse(body, Deep);
        using var after = JsonDocument.Parse(compiled, Deep);
        Assert.True(Different(before.RootElement, after.RootElement) <= result.Splices.Count, "more than the spliced strings differ");
        Assert.Equal(compiled, Compiled.Apply(body, Compiled.Engine.Compress(new CompressionRequest { Body = body, Dialect = dialect, Provider = "anthropic" }, new MemoryDecisionCache())));
    });

    private static byte[] Body(PromptDialect dialect, TextRolls rolls)
    {
        var conversation = new Conversation { System = rolls.Piece() };
        for (var turns = 1 + rolls.Next(4); turns > 0; turns--)
        {
            var text = MixedText.Of(rolls);
            if (rolls.OneIn(4)) conversation.User($"{rolls.Piece()}\n```\n{text}{text}\n```");
            else conversation.Tool(rolls.Of(["bash", "get_rows", "Read", "grep"]), rolls.Of(["{}", """{"command":"make"}""", """{"command":"git diff"}""", """{"command":"ls -R"}"""]), rolls.OneIn(2) ? text + text : text);
        }

        return conversation.Body(dialect);
    }

    private static byte[] Damaged(byte[] body, TextRolls rolls)
    {
        var bytes = body.ToList();
        for (var times = rolls.Next(4); times > 0 && bytes.Count > 2; times--)
        {
            var at = rolls.Next(bytes.Count);
            switch (rolls.Next(5))
            {
                case 0: bytes[at] = (byte)rolls.Next(256); break;
                case 1: bytes.RemoveRange(at, rolls.Next(Math.Min(20, bytes.Count - at))); break;
                case 2: bytes.InsertRange(at, Encoding.UTF8.GetBytes(rolls.Of(["\"", "{", "}", "[", "]", ",", "\\", "\\u", "\\ud800", "null", "\"messages\":[],", "\"content\":"]))); break;
                case 3: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.InsertRange(at, bytes.GetRange(0, rolls.Next(Math.Min(60, bytes.Count)))); break;
            }
        }

        return [.. bytes];
    }

    private static bool IsJson(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, Deep);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>How many strings differ; everything else has to be the same.</summary>
    private static int Different(JsonElement a, JsonElement b)
    {
        if (a.ValueKind != b.ValueKind) return int.MaxValue / 2;
        switch (a.ValueKind)
        {
            case JsonValueKind.Object:
                var (one, other) = (a.EnumerateObject().ToArray(), b.EnumerateObject().ToArray());
                return one.Select(m => m.Name).SequenceEqual(other.Select(m => m.Name)) ? one.Zip(other).Sum(p => Different(p.First.Value, p.Second.Value)) : int.MaxValue / 2;
            case JsonValueKind.Array:
                return a.GetArrayLength() == b.GetArrayLength() ? a.EnumerateArray().Zip(b.EnumerateArray()).Sum(p => Different(p.First, p.Second)) : int.MaxValue / 2;
            default:
                return a.GetRawText() == b.GetRawText() ? 0 : a.ValueKind == JsonValueKind.String ? 1 : int.MaxValue / 2;
        }
    }
}
