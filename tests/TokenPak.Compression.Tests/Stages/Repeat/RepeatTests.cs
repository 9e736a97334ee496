using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Stages.Repeat;
using TokenPak.Compression.Tests.Invariants;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Stages.Repeat;

public sealed class RepeatTests
{
    [Theory]
    [MemberData(nameof(Seeds.Some), MemberType = typeof(Seeds))]
    public void Compress_AnyConversation_DecodesToWhatEachBlockIsAlone(int seed)
    {
        var conversation = new ConversationGenerator(seed).Generate(20);
        var full = Compiled.Of(conversation.Request());
        var decoder = new RepeatDecoder();
        var alone = Alone(conversation);

        Assert.Equal(alone.Count, full.Touchable.Count());
        var next = 0;
        foreach (var block in full.Blocks)
        {
            if (block.Block.Kind == BlockKind.ToolArguments) decoder.AddCall(block.Before);
            else if (block.Block is { Kind: BlockKind.Text, Role: BlockRole.User }) decoder.AddText(block.Before, block.Block.Range.Length);
            if (!block.Block.Touchable) continue;
            var expected = alone[next++];
            var decoded = decoder.Decode(block.Block.Kind, block.After, block.Block.Call);
            Assert.True(expected == decoded || block.Before == decoded, $"seed {seed}: {block.After}\n--- decoded\n{decoded}\n--- expected\n{expected}");
        }
    }

    [Fact]
    public void Compress_SameOutputAgain_BecomesAPointerThatNamesTheCall()
    {
        var report = Texts.Report(30, 1);
        var conversation = new Conversation().Tool("bash", """{"command":"make test"}""", report).User("again").Tool("bash", """{"command":"make test"}""", report);

        var compiled = Compiled.Of(conversation.Request());

        Assert.Equal("[Same as result 1 (make test)]", compiled.Touchable.Last().After);
        Assert.Contains(compiled.Result.Stages, s => s.Stage == "repeat");
    }

    [Fact]
    public void Compress_ResultsInParts_AreCountedAsTheModelSeesThem()
    {
        var (report, other) = (Texts.Report(30, 1), Texts.Report(30, 2));
        var body = System.Text.Encoding.UTF8.GetString(new Conversation()
            .Tool("bash", """{"command":"make a"}""", "A").Tool("bash", """{"command":"make b"}""", "B").Tool("bash", """{"command":"make b"}""", "B").Tool("bash", """{"command":"make a"}""", "A")
            .Body(PromptDialect.OpenAIResponses));
        string Parts(string text) => $"\"output\":[{{\"type\":\"input_text\",\"text\":\"Done.\"}},{{\"type\":\"input_text\",\"text\":{System.Text.Json.JsonSerializer.Serialize(text)}}}]";
        body = body.Replace("\"output\":\"A\"", Parts(report), StringComparison.Ordinal).Replace("\"output\":\"B\"", Parts(other), StringComparison.Ordinal);

        var compiled = Compiled.Of(new() { Body = System.Text.Encoding.UTF8.GetBytes(body), Dialect = PromptDialect.OpenAIResponses, Provider = "anthropic" });

        Assert.Equal(["[Same as result 2.2 (make b)]", "[Same as result 1.2 (make a)]"], compiled.Touchable.Select(b => b.After).Where(text => text.StartsWith("[Same", StringComparison.Ordinal)));
    }

    [Fact]
    public void Compress_SameOutputAsWasSentBeforeTheCacheMinimum_BecomesAPointerToIt()
    {
        // The first is sent as it came, since no prefix is cached yet; the second alone would be a table.
        var rows = Texts.PrettyJson(40, 1);
        var conversation = new Conversation { Model = "claude-sonnet-5" }.Tool("get_orders", "{}", rows).Tool("get_orders", """{"again":true}""", rows);

        var compiled = Compiled.Of(conversation.Request(marker: 1));

        Assert.Equal("[Same as result 1 (get_orders)]", compiled.Touchable.Last().After);
        Assert.Equal(compiled.Saved, compiled.Result.Stages.Sum(s => s.TokensSaved));
        Assert.Equal(["repeat"], compiled.Result.Stages.Select(s => s.Stage));
    }

    [Fact]
    public void Compress_FileReadAgainAfterAnEdit_ShowsTheEditInItsContext()
    {
        var file = Texts.Code(60, 1);
        var edited = file.ToArray();
        edited[29] = "    total = 42";

        var compiled = Compiled.Of(new Conversation()
            .Tool("Read", """{"file_path":"src/a.py"}""", Texts.Numbered(file))
            .Tool("Read", """{"file_path":"src/a.py"}""", Texts.Numbered(edited)).Request());

        var lines = compiled.Touchable.Last().After.Split('\n');
        Assert.Equal("[Lines 1-26 as in result 1 (Read src/a.py)]", lines[0]);
        Assert.Equal(["27", "28", "29", "30", "31", "32", "33"], lines[1..^1].Select(l => l.Split(':')[0]));
        Assert.Equal("[Lines 34-60 as there]", lines[^1]);
    }

    [Fact]
    public void Compress_LinesThatMoved_SayWhereTheyStood()
    {
        var file = Texts.Code(60, 1);
        string[] moved = ["import os", .. file];

        var compiled = Compiled.Of(new Conversation()
            .Tool("Read", """{"file_path":"src/a.py"}""", Texts.Numbered(file, 1, "\t"))
            .Tool("Read", """{"file_path":"src/a.py"}""", Texts.Numbered(moved, 1, "\t")).Request());

        Assert.Contains("[Lines 5-61 as lines 4-60 in result 1 (Read src/a.py)]", compiled.Touchable.Last().After, StringComparison.Ordinal);
    }

    [Fact]
    public void Compress_FileAsTheModelWroteIt_PointsToTheCall()
    {
        var file = Texts.Code(30, 1);
        var arguments = System.Text.Json.JsonSerializer.Serialize(new { path = "a.py", content = string.Join('\n', file) });

        var compiled = Compiled.Of(new Conversation().Tool("write_file", arguments, "Created a.py:\n" + Texts.Numbered(file, 1, "\t")).Request());

        Assert.Equal($"Created a.py:\n1\t{file[0]}\n[Lines 2-30: text of lines 2-30 of content in call 1]", compiled.Touchable.Last().After);
    }

    [Fact]
    public void Compress_FileReadWithoutNumbersAfterWithThem_PointsByNumber()
    {
        var file = Texts.Code(40, 1);

        var compiled = Compiled.Of(new Conversation()
            .Tool("Read", """{"file_path":"a.py"}""", Texts.Numbered(file, 11))
            .Tool("bash", """{"command":"cat a.py"}""", string.Join('\n', file)).Request());

        Assert.Equal("[Text of lines 11-50 in result 1 (Read a.py)]", compiled.Touchable.Last().After);
    }

    [Fact]
    public void Compress_TextThatLooksLikeAPointer_Survives()
    {
        var report = Texts.Report(30, 1);
        var forged = report + "[Same as result 1 (cat a.txt)]\n[Lines 1-3 of result 1]\n[Last line of result 1]\n";
        var conversation = new Conversation().Tool("bash", """{"command":"cat a.txt"}""", report).Tool("bash", """{"command":"cat a.txt"}""", forged);

        var compiled = Compiled.Of(conversation.Request());

        Assert.Equal(forged, compiled.Touchable.Last().After);
    }

    [Fact]
    public void Compress_SecondPointerInTheRequest_NamesItsCallNoMore()
    {
        var listing = string.Join('\n', Texts.Code(30, 1));
        var conversation = new Conversation();
        for (var i = 0; i < 3; i++) conversation.Tool("bash", """{"command":"cat a.py"}""", $"run {i}\n{listing}");

        var after = Compiled.Of(conversation.Request()).Touchable.Select(b => b.After).ToArray();

        Assert.EndsWith(" of result 1 (cat a.py)]", after[1], StringComparison.Ordinal);
        Assert.EndsWith(" of result 1]", after[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Compress_RunsOneAfterTheOther_AreOnePointer()
    {
        var (one, other) = (string.Join('\n', Texts.Code(12, 1)), string.Join('\n', Texts.Code(14, 2)));
        var conversation = new Conversation();
        foreach (var text in new[] { one, other, $"{one}\n---\n{other}", $"{other}\n{one}\n+++\n{one}" }) conversation.Tool("bash", """{"command":"make x"}""", text);

        var after = Compiled.Of(conversation.Request()).Touchable.Select(b => b.After).ToArray();

        Assert.Equal("[Lines 1-12 of result 1 (make x)]\n---\n[Lines 1-14 of result 2 (make x)]", after[2]);
        Assert.Equal("[Lines 1-14 of result 2, 1-12 of result 1]\n+++\n[Lines 1-12 there]", after[3]);
    }

    [Theory]
    [InlineData("[Lines 1-26 as in result 1 (Read src/a.py)]", 26)]
    [InlineData("[Lines 34-60 as there, 61 of result 2]", 28)]
    [InlineData("[Lines 5-61 as lines 4-60 in result 2, last 3 there]", 60)]
    [InlineData("[Last line of result 9, lines 3-5: text of lines 4-6 of command in call 9, line 7 there]", 5)]
    [InlineData("[Line 3 of result 7 (seq, 1-90 there, last 3 of result 9]", 1)]
    [InlineData("[Same as result 1 (make 1-90)]", 0)]
    public void LinesOf_Pointer_CountsItsItemsAndNothingOfTheCall(string line, int count)
    {
        Assert.True(RepeatPointer.IsLike(line));
        Assert.Equal(count, RepeatPointer.LinesOf(line));
    }

    [Fact]
    public void Compress_WhatAViewerSaysAroundAFile_BecomesAPointerToTheLastLines()
    {
        const string Around = "(Open file: src/warehouse/shipments/a.py)\n(Current directory: /srv/checkouts/warehouse)\nviewer>";
        var one = Texts.Numbered(Texts.Code(20, 1)) + "\n(120 lines below)\n" + Around;
        var other = Texts.Numbered(Texts.Code(20, 2), 60) + "\n(80 lines below)\n" + Around;

        var compiled = Compiled.Of(new Conversation().Tool("open", """{"path":"a.py"}""", one).Tool("open", """{"path":"a.py"}""", other).Request());

        Assert.EndsWith("\n(80 lines below)\n[Last 3 lines of result 1 (open a.py)]", compiled.Touchable.Last().After, StringComparison.Ordinal);
    }

    [Fact]
    public void Compress_LinesWithTheirViewersWords_GoTogetherWhereNobodyTakesPlacesForNumbers()
    {
        // Seen from line 400 on, places and numbers do not meet; from line 1 on they do.
        string View(int first) => "[File: src/a.py]\n" + Texts.Numbered(Texts.Code(40, 1), first) + "\n(more below)\n";
        string Second(int first) => Compiled.Of(new Conversation()
            .Tool("open", """{"path":"a.py"}""", View(first)).Tool("open", """{"path":"a.py"}""", "Saved.\n" + View(first) + "Checked.").Request()).Touchable.Last().After;

        Assert.Equal("Saved.\n[Lines 1-42 of result 1 (open a.py)]\nChecked.", Second(400));
        Assert.Equal("Saved.\n[First 42 lines of result 1 (open a.py)]\nChecked.", Second(1));
    }

    [Fact]
    public void Compress_ChangeShownBefore_IsPointedToWithItsContext()
    {
        var file = Texts.Code(60, 1);
        var edited = file.ToArray();
        edited[29] = "    total = 42";

        var compiled = Compiled.Of(new Conversation()
            .Tool("Read", """{"file_path":"src/a.py"}""", Texts.Numbered(file))
            .Tool("Read", """{"file_path":"src/a.py"}""", Texts.Numbered(edited))
            .Tool("Read", """{"file_path":"src/a.py"}""", Texts.Numbered(edited)).Request());

        Assert.Equal(
            "[Lines 1-29 as in result 1, 30-33 as in result 2 (Read src/a.py)]\n[Lines 34-60 as in result 1]",
            compiled.Touchable.Last().After);
    }

    [Fact]
    public void Compress_RowsOfATable_KeepTheirHeader()
    {
        // The rows are the same as before, under a header that says something else; and other rows under the same header.
        string Rows(string from, int first) => "[" + string.Join(",", Enumerable.Range(first, 12).Select(i =>
            $$"""{"flight_number":"HAT{{i}}","origin":"{{from}}","scheduled_departure_time":"0{{i % 7}}:30:00","seats":{{i * 7 % 50}},"aircraft":"Embraer {{i * 31 % 900}}"}""")) + "]";
        var conversation = new Conversation()
            .Tool("search", "{}", Rows("OSL", 100)).Tool("search", """{"from":"BGO"}""", Rows("BGO", 100)).Tool("search", """{"later":true}""", Rows("OSL", 140)).Tool("search", """{"page":1}""", $$"""{"page":1,"flights":{{Rows("OSL", 100)}}}""");

        var after = Compiled.Of(conversation.Request()).Touchable.Select(b => b.After.Split('\n')).ToArray();

        Assert.Equal(after[0][2], after[1][2]);
        Assert.Equal(after[1].Length, after[0].Length);
        Assert.DoesNotContain(after[1], line => line.Contains("result", StringComparison.Ordinal));
        Assert.Equal(after[0][..2], after[2][..2]);
        Assert.Equal(["{\"page\":1,\"flights\":[", "[Lines 2-14 of result 1 (search)]", "]}"], after[3]);
    }

    [Fact]
    public void Compress_LegendOfALog_IsNeverBehindAPointer()
    {
        var report = Texts.Report(30, 1);

        var compiled = Compiled.Of(new Conversation()
            .Tool("bash", """{"command":"make a"}""", report).Tool("bash", """{"command":"make b"}""", "and then\n" + report).Request());

        Assert.StartsWith("[log: ", compiled.Touchable.First().After, StringComparison.Ordinal);
        Assert.All(compiled.Touchable, b => Assert.True(b.After.StartsWith("[log: ", StringComparison.Ordinal) || !b.After.Contains("\nA ", StringComparison.Ordinal), b.After));
    }

    [Theory]
    [InlineData("\"context_management\":{\"edits\":[{\"type\":\"clear_thinking_20251015\"},{\"type\":\"clear_tool_uses_20250919\"}]},", PromptDialect.AnthropicMessages)]
    [InlineData("\"context_management\":{\"edits\":[{\"type\":\"compact_20260112\"}]},", PromptDialect.AnthropicMessages)]
    [InlineData("\"context_management\":{\"later\":true},", PromptDialect.AnthropicMessages)]
    [InlineData("\"context_management\":{\"edits\":[]},", PromptDialect.AnthropicMessages)]
    [InlineData("\"truncation\":\"auto\",", PromptDialect.OpenAIResponses)]
    public void Compress_WhereHistoryMayBeDropped_NothingPointsBack(string member, PromptDialect dialect)
    {
        var report = Texts.Report(30, 1);
        var body = System.Text.Encoding.UTF8.GetString(new Conversation()
            .Tool("bash", """{"command":"cat a.txt"}""", report).Tool("bash", """{"command":"cat a.txt"}""", report).Body(dialect));

        var kept = Compiled.Of(new() { Body = System.Text.Encoding.UTF8.GetBytes("{" + member + body[1..]), Dialect = dialect, Provider = "anthropic" });
        var pointed = Compiled.Of(new() { Body = System.Text.Encoding.UTF8.GetBytes(body), Dialect = dialect, Provider = "anthropic" });

        Assert.Empty(kept.Result.Splices);
        Assert.Single(pointed.Result.Splices);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"edits":[{"keep":"all","type":"clear_thinking_20251015"}]}""")]
    public void Compress_WhereOnlyThinkingMayBeDropped_PointsBack(string management)
    {
        var report = Texts.Report(30, 1);
        var body = System.Text.Encoding.UTF8.GetString(new Conversation()
            .Tool("bash", """{"command":"cat a.txt"}""", report).Tool("bash", """{"command":"cat a.txt"}""", report).Body());

        var compiled = Compiled.Of(new() { Body = System.Text.Encoding.UTF8.GetBytes($"{{\"context_management\":{management},{body[1..]}"), Dialect = PromptDialect.AnthropicMessages, Provider = "anthropic" });

        Assert.Single(compiled.Result.Splices);
    }

    [Fact]
    public void Compress_SafeMode_DoesNotPointBack()
    {
        var report = Texts.Report(30, 1);
        var conversation = new Conversation().Tool("bash", """{"command":"cat a.txt"}""", report).Tool("bash", """{"command":"cat a.txt"}""", report);

        Assert.Empty(Compiled.Of(conversation.Request(mode: CompressionMode.Safe)).Result.Splices);
    }

    /// <summary>Each block's text as the in-block stages leave it, with nothing to look back to.</summary>
    private static List<string> Alone(Conversation conversation)
    {
        var texts = new List<string>();
        foreach (var turn in conversation.Turns)
        {
            var single = new Conversation { System = conversation.System };
            single.Turns.Add(turn);
            var body = System.Text.Encoding.UTF8.GetString(single.Body());
            var request = single.Request() with { Body = System.Text.Encoding.UTF8.GetBytes("{\"context_management\":{\"edits\":[{}]}," + body[1..]) };
            texts.AddRange(Compiled.Of(request).Touchable.Select(b => b.After));
        }

        return texts;
    }
}
