using BenchmarkDotNet.Attributes;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Stages;

namespace TokenPak.Benchmarks;

/// <summary>Each stage of the ladder on each kind of text.</summary>
public class StageBenchmarks : IDisposable
{
    private readonly TextBuffer _output = new();
    private IBlockStage _stage = StageCatalog.Ladder[0];
    private string _text = "";

    /// <summary>Which text.</summary>
    [Params("prose", "code", "json", "log", "search", "diff", "terminal")]
    public string Input { get; set; } = "";

    /// <summary>Which stage.</summary>
    [ParamsSource(nameof(Stages))]
    public string Stage { get; set; } = "";

    /// <summary>All of them.</summary>
    public static IEnumerable<string> Stages => StageCatalog.Ladder.Select(s => $"{StageId.Names[s.Id]}{(s.Kind == StageKind.Format ? "" : "+")}").Distinct();

    /// <summary>Finds the stage, makes the text.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _text = Material.Text(Input);
        _stage = StageCatalog.Ladder.First(s => $"{StageId.Names[s.Id]}{(s.Kind == StageKind.Format ? "" : "+")}" == Stage);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _output.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Applies it.</summary>
    [Benchmark]
    public bool Apply()
    {
        _output.Clear();
        return _stage.TryApply(_text, _output);
    }
}
