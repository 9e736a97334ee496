using BenchmarkDotNet.Attributes;
using TokenPak.Compression.Tokens;

namespace TokenPak.Benchmarks;

/// <summary>The token counter.</summary>
public class CounterBenchmarks
{
    private readonly TokenCounter _counter = TokenCounter.For(TokenEncoding.O200kBase);
    private string _text = "";

    /// <summary>Which text.</summary>
    [Params("prose", "code", "json")]
    public string Input { get; set; } = "";

    /// <summary>Makes the text.</summary>
    [GlobalSetup]
    public void Setup() => _text = Material.Text(Input);

    /// <summary>Counts it.</summary>
    [Benchmark]
    public int Count() => _counter.Count(_text);
}
