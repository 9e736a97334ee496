using TokenPak.Compression.Engine;
using TokenPak.Compression.Inspection;

namespace TokenPak.Local.Compressing;

/// <summary>What the engine made of an input, as people look at it.</summary>
internal sealed record CompressionView(CompressionInput Input, CompressionResult Result, IReadOnlyList<ViewedBlock> Blocks)
{
    public static CompressionView Of(CompressionEngine engine, CompressionInput input, CompressionMode mode, IReadOnlyCollection<string>? stages)
    {
        var result = engine.Compress(new CompressionRequest { Body = input.Body, Dialect = input.Dialect, Mode = mode, Provider = input.Provider, OnlyStages = stages });
        var map = PromptMap.Read(input.Body, input.Dialect);
        var blocks = new List<ViewedBlock>();
        foreach (var piece in map?.Pieces ?? [])
        {
            foreach (var splice in result.Splices)
            {
                if (splice.Offset != piece.Offset || map is null) continue;
                var before = map.TextOf(piece);
                var tokens = engine.Counter.Count(before);
                blocks.Add(new ViewedBlock(piece.Kind, piece.Call, before, PromptMap.TextOf(splice.Replacement), tokens, tokens - splice.TokensRemoved));
            }
        }

        return new CompressionView(input, result, blocks);
    }
}

/// <summary>A replaced block.</summary>
internal sealed record ViewedBlock(string Kind, string Call, string Before, string After, int TokensBefore, int TokensAfter);
