using System.IO.Hashing;
using System.Text;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Ansi;
using TokenPak.Compression.Stages.Diff;
using TokenPak.Compression.Stages.Html;
using TokenPak.Compression.Stages.Json;
using TokenPak.Compression.Stages.Log;
using TokenPak.Compression.Stages.Lossy;
using TokenPak.Compression.Stages.Lossy.Lines;
using TokenPak.Compression.Stages.Lossy.Rows;
using TokenPak.Compression.Stages.Paths;
using TokenPak.Compression.Stages.Prose;
using TokenPak.Compression.Stages.Repeat;
using TokenPak.Compression.Stages.Skeleton;
using TokenPak.Compression.Stages.Tables;
using TokenPak.Compression.Stages.Whitespace;

namespace TokenPak.Compression.Engine;

/// <summary>The stages in the order of the ladder, and the policy ids that follow from them.</summary>
internal static class StageCatalog
{
    /// <summary>Raised when decisions change for a reason that no stage's version covers.</summary>
    private const int EngineVersion = 3;

    /// <summary>The ladder of the stages that look only inside a block.</summary>
    public static IReadOnlyList<IBlockStage> Ladder { get; } =
    [
        new AnsiStage(), new WhitespaceStage(), new JsonStage(), new TableStage(), new PathStage(), new LogStage(), new DiffStage(),
    ];

    /// <summary>What leaves parts out, in the order in which they are asked: the first that shortens a block has it. Whole kinds of text before lines, lines before sentences.</summary>
    public static IReadOnlyList<ILossyStage> Lossy { get; } =
    [
        new RowsStage(), new HtmlStage(), new SkeletonStage(), new LinesStage(), new ProseStage(),
    ];

    /// <summary>The hash of engine version, stages and recipes.</summary>
    public static UInt128 Policy(StageChoice choice)
    {
        var text = new StringBuilder().Append("engine:").Append(EngineVersion).Append(";mode:").Append((int)choice.Mode);
        foreach (var stage in Ladder)
        {
            if (choice.Runs(stage)) text.Append(';').Append(StageId.Names[stage.Id]).Append(':').Append(stage.Version);
        }

        if (choice.LooksBack) text.Append(";repeat:").Append(RepeatStage.Version);
        foreach (var stage in Lossy)
        {
            if (choice.Runs(stage)) text.Append(';').Append(StageId.Names[stage.Id]).Append(':').Append(stage.Version);
        }

        return XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>The stages of a kind that a block of this content goes through.</summary>
    public static IEnumerable<IBlockStage> Of(StageKind kind, ContentKind content, StageChoice choice) =>
        Ladder.Where(stage => stage.Kind == kind && choice.Runs(stage) && stage.Accepts(content));
}
