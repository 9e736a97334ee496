using System.Globalization;
using System.IO.Hashing;
using System.Text;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;

namespace TokenPak.Compression.Tests.Support;

/// <summary>Requests that may lose text.</summary>
internal static class Losses
{
    public static LossTerms Accepted { get; } = new()
    {
        IdOf = text => XxHash128.HashToUInt128(text).ToString("x32", CultureInfo.InvariantCulture),
        IdScope = 7,
        RetrievalTools = ["tokenpak_fetch_original", "tokenpak_search_original"],
        Accepted = true,
    };

    public static LossTerms NotAccepted { get; } = Accepted with { Accepted = false };

    public static CompressionRequest Aggressive(this Conversation conversation, LossTerms? loss = null, int marker = -1, PromptDialect dialect = PromptDialect.AnthropicMessages) =>
        conversation.Request(dialect, marker, CompressionMode.Aggressive) with { Loss = loss ?? Accepted };

    /// <summary>What one result becomes.</summary>
    public static (string Text, bool IsLossy) Shorten(string result, string question = "Go on.", string tool = "bash", string arguments = """{"command":"make test"}""")
    {
        var compiled = Compiled.Of(new Conversation().User(question).Tool(tool, arguments, result).Aggressive());
        return (compiled.Touchable.Last().After, compiled.Result.Splices.Any(s => s.OriginalId is not null));
    }

    /// <summary>A service's log: mostly alike, with errors at random places.</summary>
    public static string Log(int lines, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"2026-03-30 04:{i / 60 % 60:D2}:{i % 60:D2} ");
            text.Append(random.Next(60) == 0
                ? string.Create(CultureInfo.InvariantCulture, $"ERROR [worker-{random.Next(8)}] job {random.Next(9000)} failed: broken pipe {random.Next(1000)}\n")
                : string.Create(CultureInfo.InvariantCulture, $"INFO  [worker-{random.Next(8)}] job {4000 + i} finished in {500 + random.Next(100)} ms\n"));
        }

        return text.ToString();
    }

    /// <summary>Rows of an interface, as JSON.</summary>
    public static string Rows(int count, int seed)
    {
        var random = new Random(seed);
        return "[" + string.Join(", ", Enumerable.Range(0, count).Select(i => string.Create(
            CultureInfo.InvariantCulture, $$"""{"id": {{10_000 + i}}, "customer": "c{{random.Next(100_000)}}", "state": "{{(random.Next(90) == 0 ? "failed" : "paid")}}", "total": {{100 + random.Next(40)}}}"""))) + "]";
    }

    /// <summary>An agent's conversation with long logs and lists in it, asked about in between.</summary>
    public static Conversation Conversation(int seed, int turns)
    {
        var (random, conversation) = (new Random(seed), new ConversationGenerator(seed).Generate(turns));
        for (var at = conversation.Turns.Count; at > 0; at -= random.Next(1, 4))
        {
            conversation.Turns.Insert(at, random.Next(4) switch
            {
                0 => new Turn($"What became of job {4000 + random.Next(200)} and order {10_000 + random.Next(200)}?", null, null, null),
                1 => new Turn(null, "get_orders", $$"""{"page":{{random.Next(3)}}}""", Rows(60 + random.Next(100), random.Next(5))),
                _ => new Turn(null, "bash", """{"command":"kubectl logs web"}""", Log(80 + random.Next(100), random.Next(5))),
            });
        }

        return conversation;
    }
}
