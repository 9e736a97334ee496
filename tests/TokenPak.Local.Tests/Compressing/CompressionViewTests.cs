using System.Text;
using System.Text.Json;
using Spectre.Console;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Local.Compressing;

namespace TokenPak.Local.Tests.Compressing;

public sealed class CompressionViewTests
{
    private static readonly Lazy<CompressionEngine> Engine = new(() => new CompressionEngine());

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly string Rows = JsonSerializer.Serialize(
        Enumerable.Range(0, 40).Select(i => new { id = i * 7919, name = $"crate {i}", state = "open" }), Indented);

    [Fact]
    public void View_OfAPieceOfOutput_ShowsItBeforeAndAfter()
    {
        var view = View(Rows, null);

        Assert.False(view.Input.IsRequest);
        var block = Assert.Single(view.Blocks);
        Assert.Equal(Rows, block.Before);
        Assert.True(block.TokensAfter * 2 < block.TokensBefore);
        Assert.Contains(view.Result.Stages, s => s.Stage == "json");
    }

    [Fact]
    public void View_OfOutputOfACommandThatShowsAFile_ChangesNothing() => Assert.Empty(View(Rows, "cat rows.json").Blocks);

    [Fact]
    public void View_WithOnlySomeStages_RunsNoOther()
    {
        Assert.Empty(View(Rows, null, "ansi", "paths").Blocks);
        Assert.Equal(["json"], View(Rows, null, "json").Result.Stages.Select(s => s.Stage));
    }

    [Fact]
    public void View_OfARequest_NamesTheCall()
    {
        var body = """
            {"model":"gpt-5","messages":[{"role":"user","content":"go"},
            {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"list_crates","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"c","content":ROWS}],"temperature": 1}
            """.Replace("ROWS", JsonSerializer.Serialize(Rows), StringComparison.Ordinal);

        var input = CompressionInput.Of(Encoding.UTF8.GetBytes(body), null);

        Assert.True(input.IsRequest);
        Assert.Equal(PromptDialect.OpenAIChat, input.Dialect);
        Assert.NotNull(CompressionView.Of(Engine.Value, input, CompressionMode.Full, null).Result.TokensBefore);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Report_OfAnyView_ShowsTokensAndStages(bool diff)
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });

        CompressionReport.Write(console, View("\u001b[31m[/] red\u001b[0m\n" + Rows, null), diff);

        var text = output.ToString();
        Assert.Contains("tokens before", text, StringComparison.Ordinal);
        Assert.Contains("json", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
        Assert.Contains("crate 39", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_OfAView_HoldsTheFigures()
    {
        using var json = JsonDocument.Parse(CompressionJson.Write(View(Rows, null)));

        var root = json.RootElement;
        Assert.True(root.GetProperty("tokens_after").GetInt32() < root.GetProperty("tokens_before").GetInt32());
        Assert.Equal("json", root.GetProperty("stages")[0].GetProperty("stage").GetString());
    }

    private static CompressionView View(string text, string? command, params string[] stages) =>
        CompressionView.Of(Engine.Value, CompressionInput.Of(Encoding.UTF8.GetBytes(text), command), CompressionMode.Full, stages.Length == 0 ? null : stages);
}
