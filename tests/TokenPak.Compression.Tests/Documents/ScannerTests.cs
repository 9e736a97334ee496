using System.Text;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Documents;

/// <summary>What is a block, what may be touched, and in which order, for every dialect.</summary>
public sealed class ScannerTests
{
    [Fact]
    public void Scan_Anthropic_TouchesResultsAndPlainDocumentsAlone()
    {
        const string Body = """
            {"messages":[
              {"content":[{"text":"words","type":"text"}],"role":"user"},
              {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"redacted_thinking","data":"zzz"},{"type":"tool_use","id":"t1","name":"bash","input":{"command":"ls"}}]},
              {"role":"user","content":[
                {"content":[{"type":"text","text":"part one"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},{"type":"text","text":"part two"}],"type":"tool_result","tool_use_id":"t1"},
                {"type":"tool_result","tool_use_id":"t1","content":"plain","is_error":true},
                {"type":"document","source":{"type":"text","media_type":"text/plain","data":"a document"},"title":"T"},
                {"type":"document","source":{"type":"content","content":[{"type":"text","text":"chunk"}]}},
                {"type":"document","source":{"type":"text","data":"cited"},"citations":{"enabled":true}},
                {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBE"}},
                {"type":"search_result","source":"http://x","title":"t","content":[{"type":"text","text":"found"}],"citations":{"enabled":false}},
                {"type":"web_search_tool_result","content":[{"type":"text","text":"not ours"}]},
                {"type":"something_new","content":"secret"}]}],
             "system":[{"type":"text","text":"be good"}],"tools":[{"name":"bash"}]}
            """;

        var blocks = Blocks(Body, PromptDialect.AnthropicMessages);

        Assert.Equal(["part one", "part two", "plain", "a document", "chunk", "found"], blocks.Where(b => b.Block.Touchable).Select(b => b.Text));
        Assert.Equal([PromptSegment.Tools, PromptSegment.System, PromptSegment.Messages], blocks.Select(b => b.Block.Segment).Distinct());
        Assert.All(blocks.Where(b => b.Block.Kind == BlockKind.ToolResult), b => Assert.Equal(0, b.Block.Call));
        Assert.Equal(5, blocks.Count(b => b.Block.Kind == BlockKind.Opaque));
    }

    [Fact]
    public void Scan_Chat_TouchesToolMessagesAlone()
    {
        const string Body = """
            {"model":"m","messages":[
              {"role":"system","content":"be good"},{"role":"developer","content":[{"type":"text","text":"dev"}]},
              {"role":"user","content":[{"type":"text","text":"hi"},{"type":"image_url","image_url":{"url":"data:"}}]},
              {"role":"assistant","content":"thinking aloud","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"path\":\"x\"}"}}]},
              {"tool_call_id":"c1","content":"result","role":"tool"},
              {"role":"assistant","content":null,"function_call":{"name":"g","arguments":"{}"}},
              {"role":"function","name":"g","content":"legacy"}]}
            """;

        var blocks = Blocks(Body, PromptDialect.OpenAIChat);

        Assert.Equal([("result", 0), ("legacy", 1)], blocks.Where(b => b.Block.Touchable).Select(b => (b.Text, b.Block.Call)));
        Assert.Equal(["f", "g"], blocks.Where(b => b.Block.Kind == BlockKind.ToolName).Select(b => b.Text));
        Assert.All(blocks.Where(b => b.Text is "be good" or "dev"), b => Assert.Equal(BlockRole.System, b.Block.Role));
    }

    [Fact]
    public void Scan_Responses_TouchesOutputsAlone()
    {
        const string Body = """
            {"instructions":"be good","input":[
              {"role":"user","content":[{"type":"input_text","text":"hi"}]},
              {"type":"reasoning","encrypted_content":"zzz","summary":[]},
              {"type":"function_call","call_id":"a","name":"f","arguments":"{}"},
              {"type":"function_call_output","call_id":"a","output":"one"},
              {"type":"custom_tool_call","call_id":"b","name":"apply_patch","input":"*** Begin"},
              {"type":"custom_tool_call_output","call_id":"b","output":[{"type":"input_text","text":"two"}]},
              {"type":"message","role":"assistant","content":[{"type":"output_text","text":"done"}]}]}
            """;

        var blocks = Blocks(Body, PromptDialect.OpenAIResponses);

        Assert.Equal([("one", 0), ("two", 1)], blocks.Where(b => b.Block.Touchable).Select(b => (b.Text, b.Block.Call)));
        Assert.Equal("be good", blocks[0].Text);
    }

    [Fact]
    public void Scan_ResponsesOfCodex_ToolsAndSettingsAmongTheItemsAreNotTheModels()
    {
        const string Body = """
            {"input":[
              {"type":"additional_tools","role":"developer","tools":[{"type":"custom","name":"exec"}]},
              {"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]},
              {"type":"configuration_update","reasoning":{"effort":"low"} }]}
            """;

        var blocks = Blocks(Body, PromptDialect.OpenAIResponses);

        Assert.Equal([(BlockKind.Tools, BlockRole.System), (BlockKind.Text, BlockRole.User), (BlockKind.Opaque, BlockRole.System)], blocks.Select(b => (b.Block.Kind, b.Block.Role)));
        var document = PromptScanner.Scan(Encoding.UTF8.GetBytes(Body), PromptDialect.OpenAIResponses, out _)!;
        Assert.Equal((true, -1), (document.HasTools, document.LastAssistantMessage));
    }

    [Fact]
    public void Scan_Gemini_TouchesLongStringsOfResponsesAlone()
    {
        var longText = new string('r', 80);
        var body = $$"""
            {"contents":[
              {"parts":[{"text":"hi"}]},
              {"role":"model","parts":[{"functionCall":{"name":"f","args":{"command":"ls"} } },{"thought":true,"text":"hm"}]},
              {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"n":1,"short":"s","items":[{"text":"{{longText}}"}],"b":true} } }]}],
             "system_instruction":{"parts":{"text":"be good"} } }
            """;

        foreach (var text in new[] { body, "{\"generateContentRequest\":" + body + "}" })
        {
            var blocks = Blocks(text, PromptDialect.GeminiGenerateContent);
            var touchable = Assert.Single(blocks, b => b.Block.Touchable);
            Assert.Equal((longText, 0), (touchable.Text, touchable.Block.Call));
            Assert.Equal("be good", blocks[0].Text);
        }
    }

    [Fact]
    public void Scan_Pastes_AreCutFromTheWordsAround()
    {
        var paste = Texts.Report(12, 1).TrimEnd('\n');
        var blocks = Blocks(
            new Conversation().User($"Look:\n```text\n{paste}\n```\nand\n<log>\n{paste}\n</log>\nthanks").Body(), PromptDialect.AnthropicMessages);

        Assert.Equal([paste, paste], blocks.Where(b => b.Block.Touchable).Select(b => b.Text));
        Assert.Equal(["Look:\n```text\n", "\n```\nand\n<log>\n", "\n</log>\nthanks"], blocks.Where(b => b.Block.Kind == BlockKind.Text && b.Block.Role == BlockRole.User).Select(b => b.Text));
    }

    [Theory]
    [InlineData("<system-reminder>\nREPORT\n</system-reminder>")]
    [InlineData("<instructions>\nREPORT\n</instructions>")]
    [InlineData("<system-reminder>\n```\nREPORT\n```\n</system-reminder>")]
    [InlineData("```never closed\nREPORT")]
    [InlineData("REPORT")]
    public void Scan_InstructionsAndPlainWords_AreNoPastes(string text)
    {
        text = text.Replace("REPORT", Texts.Report(20, 1), StringComparison.Ordinal);

        Assert.DoesNotContain(Blocks(new Conversation().User(text).Body(), PromptDialect.AnthropicMessages), b => b.Block.Touchable);
    }

    [Fact]
    public void Scan_ResultsInAnAssistantsMouth_AreNotTouched()
    {
        const string Body = """{"messages":[{"role":"assistant","content":[{"type":"tool_result","tool_use_id":"x","content":"y"}]}]}""";

        Assert.DoesNotContain(Blocks(Body, PromptDialect.AnthropicMessages), b => b.Block.Touchable);
    }

    private static List<(PromptBlock Block, string Text)> Blocks(string body, PromptDialect dialect) => Blocks(Encoding.UTF8.GetBytes(body), dialect);

    private static List<(PromptBlock Block, string Text)> Blocks(byte[] body, PromptDialect dialect)
    {
        var document = PromptScanner.Scan(body, dialect, out var failure);
        Assert.Null(failure);
        return [.. document!.Blocks.ToArray().Select(b => (b, TextOf(body, b.Range)))];
    }

    private static string TextOf(byte[] body, ByteRange range)
    {
        using var text = new TextBuffer();
        JsonText.Decode(range.In(body), text);
        return text.Text.ToString();
    }
}
