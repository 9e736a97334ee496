using TokenPak.Compression.Content;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Invariants;

/// <summary>An agent must be able to act on what it reads: file content stays verbatim.</summary>
public sealed class FileContentTests
{
    private static readonly string Messy = "\u001b[31m" + Texts.PrettyJson(30, 1) + "   \n\n\n\n\n" + Texts.Report(20, 1) + "   \n";

    [Theory]
    [InlineData("Read", """{"file_path":"a.json"}""")]
    [InlineData("mcp__fs__read_text_file", """{"path":"a.json"}""")]
    [InlineData("str_replace_based_edit_tool", """{"command":"view","path":"a.json"}""")]
    [InlineData("bash", """{"command":"cat a.json | head -50"}""")]
    [InlineData("bash", """{"command":"cd /x && sudo sed -n 1,20p a.json"}""")]
    [InlineData("bash", """{"command":"git show HEAD:a.json"}""")]
    [InlineData("shell", """{"command":["bash","-lc","tail -n 30 a.json"]}""")]
    [InlineData("bash", """{"command":"cat <<EOF\nx\nEOF"}""")]
    [InlineData("cat", """{"name":"a.json"}""")]
    [InlineData("create", """{"path":"a.json"}""")]
    [InlineData("getfilecontents", """{"path":"a.json"}""")]
    [InlineData("bash", """{"command":"FOO=1 timeout 5 /usr/bin/cat a.json"}""")]
    public void Compress_FileShownOnce_IsNotTouched(string tool, string arguments)
    {
        var compiled = Compiled.Of(new Conversation().Tool(tool, arguments, Messy).Request());

        Assert.Empty(compiled.Result.Splices);
    }

    [Theory]
    [InlineData("bash", """{"command":"make test"}""")]
    [InlineData("get_orders", """{"user":"u"}""")]
    [InlineData("bash", """{"command":"curl -s http://x/y"}""")]
    [InlineData("get_resource", "{}")]
    [InlineData("get_review_threads", "{}")]
    [InlineData("get_credit_balance", "{}")]
    public void Compress_OtherOutput_IsTouched(string tool, string arguments) =>
        Assert.NotEmpty(Compiled.Of(new Conversation().Tool(tool, arguments, Messy).Request()).Result.Splices);

    [Theory]
    [InlineData("create_order", true)]
    [InlineData("apply_voucher", true)]
    [InlineData("create_file", false)]
    [InlineData("get_file_contents", false)]
    public void Compress_JsonOfAToolThatChangesRecords_IsTouched(string tool, bool touched) =>
        Assert.Equal(touched, Compiled.Of(new Conversation().Tool(tool, "{}", Texts.PrettyJson(30, 1)).Request()).Result.Splices.Count == 1);

    [Theory]
    [InlineData("const r = await tools.exec_command({cmd: \"cat a.json\"});\ntext(r.output);", false)]
    [InlineData("text((await tools.exec_command({'cmd': 'sed -n 1,9p a.json', workdir: \"/x\"})).output)", false)]
    [InlineData("text(await Promise.all([tools.exec_command({cmd:\"make\"}), tools.exec_command({cmd:`head a.json`})]))", false)]
    [InlineData("text(await tools.exec_command({cmd: \"ca\" + \"t a.json\"}))", false)]
    [InlineData("text(await tools.exec_command({cmd: `cat ${name}`}))", false)]
    [InlineData("const cmd = \"cat a.json\"; text(await tools.exec_command({cmd}))", false)]
    [InlineData("text(await tools.mcp__fs__read_file({path: \"a.json\"}))", false)]
    [InlineData("await tools.apply_patch(\"x\"); text(await tools.exec_command({cmd: \"make\"}))", false)]
    [InlineData("text(load(\"a.json\"))", false)]
    [InlineData("const r = await tools.exec_command({\"cmd\":\"make test\"});\ntext(r.output);", true)]
    [InlineData("text(await Promise.all([tools.exec_command({cmd:'make a'}), tools.exec_command({cmd:'make b'})]))", true)]
    [InlineData("text(await tools.mcp__shop__get_orders({user: \"u\"}))", true)]
    public void Compress_ResultOfAProgram_IsWhatItsToolsShow(string code, bool touched)
    {
        var body = new Conversation().Tool("exec", "{}", Messy).Body(PromptDialect.OpenAIResponses);
        var call = System.Text.Encoding.UTF8.GetString(body).Replace("\"arguments\":\"{}\"", $"\"input\":{System.Text.Json.JsonSerializer.Serialize(code)}", StringComparison.Ordinal)
            .Replace("\"function_call", "\"custom_tool_call", StringComparison.Ordinal);
        Assert.Contains("tool_call_output", call, StringComparison.Ordinal);

        var splices = Compiled.Of(new() { Body = System.Text.Encoding.UTF8.GetBytes(call), Dialect = PromptDialect.OpenAIResponses, Provider = "anthropic" }).Result.Splices;

        Assert.Equal(touched, splices.Count == 1);
    }

    [Fact]
    public void Compress_ResultWithoutItsCall_IsTakenForAFile()
    {
        var body = new Conversation().Tool("get_orders", "{}", Messy).Body();
        var orphan = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(body).Replace("\"tool_use_id\":\"toolu_0\"", "\"tool_use_id\":\"other\"", StringComparison.Ordinal));

        Assert.Empty(Compiled.Of(new() { Body = orphan, Dialect = PromptDialect.AnthropicMessages, Provider = "anthropic" }).Result.Splices);
    }

    [Fact]
    public void Compress_NumberedLinesFromAnyTool_AreTakenForAFile()
    {
        var text = Texts.Numbered(Texts.Code(40, 1).Select(l => l + "   "));

        Assert.Empty(Compiled.Of(new Conversation().Tool("bash", """{"command":"./show"}""", text).Request()).Result.Splices);
    }

    [Theory]
    [MemberData(nameof(Seeds.Some), MemberType = typeof(Seeds))]
    public void Compress_FileReadAgain_KeepsEveryShortRegionInOnePiece(int seed)
    {
        // An edit quotes a few lines exactly: every window of them must stand whole in some block, as it stood without compression.
        var random = new Random(seed);
        var file = Texts.Code(80, seed).ToList();
        var conversation = new Conversation().Tool("Read", """{"file_path":"a.py"}""", Texts.Numbered(file));
        for (var edit = 0; edit < 3; edit++)
        {
            file[random.Next(file.Count)] = $"changed_{seed}_{edit} = {random.Next()}";
            conversation.Tool("Read", """{"file_path":"a.py"}""", Texts.Numbered(file));
        }

        var compiled = Compiled.Of(conversation.Request());

        Assert.True(compiled.Saved > 0);
        var shown = compiled.Touchable.Select(b => StripNumbers(b.After)).ToList();
        for (var at = 0; at + 4 <= file.Count; at++)
        {
            var quoted = string.Join('\n', file.Skip(at).Take(4));
            Assert.True(shown.Exists(s => s.Contains(quoted, StringComparison.Ordinal)), $"seed {seed}: lines {at + 1}-{at + 4} are nowhere in one piece");
        }
    }

    [Theory]
    [InlineData("find . -name '*.cs'", (int)ContentKind.Search)]
    [InlineData("ls -la && echo done", (int)ContentKind.Search)]
    [InlineData("npm test", (int)ContentKind.Output)]
    [InlineData("git status", (int)ContentKind.Output)]
    [InlineData("git grep foo", (int)ContentKind.Search)]
    [InlineData("git diff HEAD~1", (int)ContentKind.Diff)]
    [InlineData("git diff HEAD~1 && ls", (int)ContentKind.Diff)]
    [InlineData("git diff | cat", (int)ContentKind.File)]
    [InlineData("python3 -c 'print(open(\"a\").read())'", (int)ContentKind.File)]
    [InlineData("python3 run.py", (int)ContentKind.Output)]
    public void ShellCommand_IsClassifiedByItsPrograms(string command, int kind) => Assert.Equal((ContentKind)kind, ShellCommand.Classify(command));

    private static string StripNumbers(string text) => string.Join('\n', text.Split('\n').Select(l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..]));
}
