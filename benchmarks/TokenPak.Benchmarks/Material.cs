using System.Text;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Benchmarks;

/// <summary>Inputs of our own making; the same on every run.</summary>
internal static class Material
{
    private const int Seed = 7;

    /// <summary>The request of an agent: <c>112 KB</c>, or <c>100k tokens</c>.</summary>
    public static byte[] AgentBody(string input) => Conversation(input).Body();

    /// <summary>The same, one turn shorter.</summary>
    public static byte[] AgentBodyBefore(string input)
    {
        var conversation = Conversation(input);
        return conversation.Take(conversation.Turns.Count - 1).Body();
    }

    public static CompressionRequest Request(byte[] body) =>
        new() { Body = body, Dialect = PromptDialect.AnthropicMessages, Provider = "anthropic", Tenant = "benchmark" };

    public static string Text(string input) => input switch
    {
        "prose" => Texts.Report(1000, Seed),
        "code" => string.Join('\n', Texts.Code(1500, Seed)),
        "log" => ToolOutput.Log(800, Seed),
        "search" => ToolOutput.Search(1000, Seed),
        "diff" => ToolOutput.Diff(60, Seed),
        "terminal" => ToolOutput.Terminal(700, Seed),
        _ => Texts.PrettyJson(800, Seed),
    };

    public static long InputBytes(Type benchmark, string? input) =>
        input is null ? 0
        : benchmark == typeof(CounterBenchmarks) || benchmark == typeof(StageBenchmarks) || benchmark == typeof(RepeatBenchmarks) ? Encoding.UTF8.GetByteCount(Text(input))
        : AgentBody(input).Length;

    private static Conversation Conversation(string input)
    {
        var bytes = input == "112 KB" ? 112_000 : 420_000;
        var all = new ConversationGenerator(Seed).Generate(400);
        var turns = 1;
        while (all.Take(turns).Body().Length < bytes) turns++;
        return all.Take(turns);
    }
}
