using System.Text.Json;
using Spectre.Console;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Local.Evaluation;
using TokenPak.Local.Evaluation.Replay;
using TokenPak.Local.Evaluation.Transcripts;

namespace TokenPak.Local.Tests.Evaluation;

public sealed class TranscriptFolderTests : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly string Rows = JsonSerializer.Serialize(
        Enumerable.Range(0, 60).Select(i => new { id = i * 7919, name = $"crate {i}", state = "open", note = "waits at the quay" }), Indented);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenpak-transcripts-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void ClaudeCode_ATranscript_BecomesTheRequestsThatWereSent()
    {
        Write(
            "a/session.jsonl",
            new { type = "summary", summary = "x" },
            Said("user", "List the crates."),
            Said("assistant", new object[] { new { type = "thinking", thinking = "hm" } }),
            Said("assistant", new object[] { new { type = "tool_use", id = "t1", name = "list_crates", input = new { page = 1 } } }),
            Said("user", new object[] { new { type = "tool_result", tool_use_id = "t1", content = new object[] { new { type = "text", text = Rows } } } }),
            Said("assistant", new object[] { new { type = "tool_use", id = "t2", name = "list_crates", input = new { page = 2 } } }),
            Said("user", new object[] { new { type = "tool_result", tool_use_id = "t2", content = Rows } }),
            Said("assistant", "Done."));
        File.AppendAllText(Path.Combine(_folder.FullName, "a/session.jsonl"), "{\"type\":\"user\",\"message\":{\"ro");

        var conversation = Assert.Single(TranscriptFolder.Read(_folder.FullName));
        var result = Replay(conversation);

        Assert.Equal(PromptDialect.AnthropicMessages, conversation.Dialect);
        Assert.Equal(3, result.Requests);
        Assert.Equal(2, result.Blocks.Count);
        Assert.Equal("[Same as result 1 (list_crates)]", result.Blocks[1].After);
        Assert.Equal(0, result.ChangedLater);
        Assert.All(result.Bills, b => Assert.False(b.IsHigher));
        Assert.Contains(result.Bills, b => b.SavedPercent > 20);
    }

    [Fact]
    public void ClaudeCode_CompactionAndSubagents_AreConversationsOfTheirOwn()
    {
        Write(
            "s.jsonl",
            Said("user", "one"), Said("assistant", "two"),
            new { type = "user", isSidechain = true, agentId = "a1", message = new { role = "user", content = "sub" } },
            new { type = "system", subtype = "compact_boundary" },
            Said("user", "summary"), Said("assistant", "three"));

        Assert.Equal(["s.jsonl", "s.jsonl agent a1", "s.jsonl part 2"], TranscriptFolder.Read(_folder.FullName).Select(c => c.Name));
    }

    [Fact]
    public void Codex_ARollout_BecomesTheRequestsThatWereSent()
    {
        Write(
            "rollout.jsonl",
            new { timestamp = "2026-01-01T00:00:00Z", type = "session_meta", payload = new { instructions = string.Concat(Enumerable.Range(0, 300).Select(i => $"Rule {i}: be careful. ")) } },
            Item(new { type = "message", role = "user", content = new[] { new { type = "input_text", text = "Go." } } }),
            Item(new { type = "reasoning", encrypted_content = "xx" }),
            Item(new { type = "function_call", name = "shell", arguments = """{"command":["bash","-lc","make"]}""", call_id = "c1" }),
            Item(new { type = "function_call_output", call_id = "c1", output = string.Concat(Enumerable.Range(0, 80).Select(i => $"2026-01-01 10:00:{i % 60:D2} INFO worker {i} finished job {i * 31} in {i} ms\n")) }),
            Item(new { type = "function_call", name = "shell", arguments = "not json", call_id = "c2" }),
            Item(new { type = "function_call_output", call_id = "c2", output = "ok" }));

        var result = Replay(Assert.Single(TranscriptFolder.Read(_folder.FullName)));

        Assert.Equal(3, result.Requests);
        Assert.Equal(0, result.Untouched);
        Assert.True(result.BlockTokensAfter * 2 < result.BlockTokensBefore);
    }

    [Fact]
    public void Dumps_BodiesThatBeginAlike_AreOneConversation()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "dumps"));
        for (var turns = 1; turns <= 3; turns++)
        {
            var messages = new List<object> { new { role = "user", content = "Go." } };
            for (var i = 0; i < turns; i++)
            {
                messages.Add(new { role = "assistant", content = new object[] { new { type = "tool_use", id = $"t{i}", name = "list_crates", input = new { page = i } } } });
                messages.Add(new { role = "user", content = new object[] { new { type = "tool_result", tool_use_id = $"t{i}", content = Rows } } });
            }

            File.WriteAllText(Path.Combine(_folder.FullName, $"dumps/{turns}.json"), JsonSerializer.Serialize(new { model = "claude-sonnet-5", messages }));
        }

        File.WriteAllText(Path.Combine(_folder.FullName, "package.json"), """{"name":"no request"}""");

        var result = Replay(Assert.Single(TranscriptFolder.Read(_folder.FullName)));

        Assert.Equal(3, result.Requests);
        Assert.Equal(["claude-sonnet-5"], result.Bills.Select(b => b.Model).Distinct());
        Assert.Equal(3, result.Blocks.Count);
    }

    [Fact]
    public void Report_OfResults_SaysWhatWasSaved()
    {
        Write("s.jsonl", Said("user", "[Go] on."), Said("assistant", new object[] { new { type = "tool_use", id = "t1", name = "list_crates", input = new { } } }), Said("user", new object[] { new { type = "tool_result", tool_use_id = "t1", content = Rows } }), Said("assistant", "Done."));
        var results = TranscriptFolder.Read(_folder.FullName).Select(Replay).ToArray();
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 200;

        EvaluationReport.Write(console, results);
        using var json = JsonDocument.Parse(EvaluationReport.Json(results));

        Assert.Contains("s.jsonl", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("No block had other bytes", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, json.RootElement.GetProperty("conversations").GetArrayLength());
    }

    private static ReplayResult Replay(Conversation conversation) => new ConversationReplay(new CompressionEngine(), CompressionMode.Full).Run(conversation);

    private static object Said(string role, object content) => new { type = role, timestamp = "2026-01-01T00:00:00Z", message = new { role, content } };

    private static object Item(object payload) => new { timestamp = "2026-01-01T00:00:00Z", type = "response_item", payload };

    private void Write(string name, params object[] lines)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
        File.WriteAllLines(path, lines.Select(l => JsonSerializer.Serialize(l)));
    }
}
