using TokenPak.Compression.Stages;

namespace TokenPak.Compression.Engine;

/// <summary>Adds up what each stage saved in one body.</summary>
internal sealed class StageTally
{
    private readonly int[] _tokens = new int[StageId.Names.Count];
    private readonly int[] _blocks = new int[StageId.Names.Count];

    public void Add(BlockDecision decision)
    {
        foreach (var (stage, tokens) in decision.Shares)
        {
            _tokens[stage] += tokens;
            _blocks[stage]++;
        }
    }

    public IReadOnlyList<StageTotal> Totals()
    {
        var totals = new List<StageTotal>();
        for (var i = 0; i < _tokens.Length; i++)
        {
            if (_blocks[i] > 0) totals.Add(new StageTotal(StageId.Names[i], _tokens[i], _blocks[i]));
        }

        return totals;
    }
}
