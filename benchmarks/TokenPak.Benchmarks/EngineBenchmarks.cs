using BenchmarkDotNet.Attributes;
using TokenPak.Compression.Engine;

namespace TokenPak.Benchmarks;

/// <summary>A whole agent request through the engine.</summary>
public class EngineBenchmarks
{
    private readonly CompressionEngine _engine = new();
    private readonly DictionaryCache _warm = new();
    private DictionaryCache _before = new();
    private byte[] _body = [];
    private byte[] _output = [];

    /// <summary>Which request.</summary>
    [Params("112 KB", "100k tokens")]
    public string Input { get; set; } = "";

    /// <summary>Fills the caches.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _body = Material.AgentBody(Input);
        _output = new byte[_body.Length];
        _engine.Compress(Material.Request(_body), _warm);
        _before = new DictionaryCache();
        _engine.Compress(Material.Request(Material.AgentBodyBefore(Input)), _before);
    }

    /// <summary>Scan and hash alone.</summary>
    [Benchmark]
    public object Scan() => CompressionEngine.Plan(Material.Request(_body));

    /// <summary>Scan, look up every decision, splice into a buffer.</summary>
    [Benchmark]
    public int WarmAndSplice()
    {
        var result = _engine.Compress(Material.Request(_body), _warm);
        var (at, to) = (0, 0);
        foreach (var splice in result.Splices)
        {
            _body.AsSpan(at, splice.Offset - at).CopyTo(_output.AsSpan(to));
            to += splice.Offset - at;
            splice.Replacement.Span.CopyTo(_output.AsSpan(to));
            to += splice.Replacement.Length;
            at = splice.Offset + splice.Length;
        }

        _body.AsSpan(at).CopyTo(_output.AsSpan(to));
        return to;
    }

    /// <summary>The last turn is new, everything before it is known.</summary>
    [Benchmark]
    public object OneMoreTurn() => _engine.Compress(Material.Request(_body), new Overlay(_before));

    /// <summary>Nothing is known.</summary>
    [Benchmark]
    public object Cold() => _engine.Compress(Material.Request(_body));

    /// <summary>Reads through to a cache and forgets what is made, so that every iteration makes it again.</summary>
    private sealed class Overlay(DictionaryCache inner) : IDecisionCache
    {
        private readonly DictionaryCache _own = new();

        public BlockDecision? Find(UInt128 key) => inner.Find(key) ?? _own.Find(key);

        public void Keep(UInt128 key, BlockDecision decision) => _own.Keep(key, decision);
    }
}
