using System.IO.Hashing;
using System.Text;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Ansi;
using TokenPak.Compression.Stages.Json;
using TokenPak.Compression.Stages.Whitespace;

namespace TokenPak.Compression.Engine;

/// <summary>The stages in the order of the ladder, and the policy ids that follow from them.</summary>
internal static class StageCatalog
{
    /// <summary>Raised when decisions change for a reason that no stage's version covers.</summary>
    private const int EngineVersion = 1;

    /// <summary>A stage's id is its index: only ever append.</summary>
    public static IReadOnlyList<IBlockStage> Ladder { get; } = [new AnsiStage(), new WhitespaceStage(), new JsonStage()];

    /// <summary>Names by id.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Ladder.Select(s => s.Name)];

    /// <summary>The hash of engine version, stages and recipes for a mode.</summary>
    public static UInt128 Policy(CompressionMode mode)
    {
        var text = new StringBuilder().Append("engine:").Append(EngineVersion).Append(";mode:").Append((int)mode);
        foreach (var stage in Ladder)
        {
            if (Runs(stage, mode)) text.Append(';').Append(stage.Name).Append(':').Append(stage.Version);
        }

        return XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(text.ToString()));
    }

    public static bool Runs(IBlockStage stage, CompressionMode mode) => stage.Kind == StageKind.Format || mode >= CompressionMode.Full;
}
