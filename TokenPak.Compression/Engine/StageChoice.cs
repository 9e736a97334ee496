using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Lossy;

namespace TokenPak.Compression.Engine;

/// <summary>Which stages run: a mode's, or those of them that a request names.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Mask">A bit for each stage's id.</param>
internal readonly record struct StageChoice(CompressionMode Mode, uint Mask)
{
    private const uint All = uint.MaxValue;

    public bool LooksBack => Mode >= CompressionMode.Full && Has(StageId.Repeat);

    public static implicit operator StageChoice(CompressionMode mode) => new(mode, All);

    public static StageChoice Of(CompressionRequest request)
    {
        if (request.OnlyStages is not { } names) return request.Mode;
        var mask = 0u;
        for (var id = 0; id < StageId.Names.Count; id++) mask |= names.Contains(StageId.Names[id]) ? 1u << id : 0;
        return new StageChoice(request.Mode, mask);
    }

    public bool Runs(IBlockStage stage) => Has(stage.Id) && (stage.Kind == StageKind.Format || Mode >= CompressionMode.Full);

    public bool Runs(ILossyStage stage) => Has(stage.Id) && Mode == CompressionMode.Aggressive;

    private bool Has(byte stage) => (Mask >> stage & 1) != 0;
}
