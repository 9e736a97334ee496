using BenchmarkDotNet.Attributes;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Repeat;
using TokenPak.Compression.Tokens;

namespace TokenPak.Benchmarks;

/// <summary>The stage that looks back, on a text whose lines were shown before but for some.</summary>
public class RepeatBenchmarks : IDisposable
{
    private readonly TokenCounter _counter = TokenCounter.For(TokenEncoding.O200kBase);
    private readonly LineIndex _index = new();
    private readonly TextBuffer _output = new();
    private string _text = "";

    /// <summary>Which text.</summary>
    [Params("code", "log", "search")]
    public string Input { get; set; } = "";

    /// <summary>Shows the text, and changes every fiftieth line.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var text = Material.Text(Input);
        _index.Add(text, "result 1", "");
        _text = string.Join('\n', text.Split('\n').Select((line, i) => i % 50 == 49 ? $"changed {i}" : line));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _index.Dispose();
        _output.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>As a file's text.</summary>
    [Benchmark]
    public bool File() => Apply(ContentKind.File);

    /// <summary>As a program's output.</summary>
    [Benchmark]
    public bool Output() => Apply(ContentKind.Output);

    private bool Apply(ContentKind content)
    {
        _output.Clear();
        return RepeatStage.TryApply(_text, content, StageId.Repeat, _index, _counter, _output);
    }
}
