using System.Text;
using TokenPak.Compression.Content;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Lossy;
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
        "sentences" => Texts.Report(1000, Seed).Replace("\n", ". ", StringComparison.Ordinal),
        "page" => $"<html><body>{string.Concat(Texts.Report(600, Seed).Split('\n').Select((line, i) => $"<div class=\"row item\"><p class=\"text\"><a href=\"/tries/{i}\">{i}</a> {line} &amp; no more.</p></div>\n"))}</body></html>",
        "functions" => string.Concat(Texts.Report(600, Seed).Split('\n').Select((line, i) => $"void try{i}(int limit) {{\n    say(\"{line}\");\n    open({i});\n    read(limit);\n    close({i});\n}}\n\n")),
        _ => Texts.PrettyJson(800, Seed),
    };

    /// <summary>A pasted document, asked about in plain words.</summary>
    public static LossyBlock Block(string text) => new()
    {
        Text = text,
        Content = ContentKind.Output,
        Kind = BlockKind.Document,
        Tool = new ToolContext(null, null, "paste.c"),
        Question = Question.Of("Which ledger could not be rendered?"),
        Omission = new OmissionNote("00112233445566778899aabbccddeeff"),
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
