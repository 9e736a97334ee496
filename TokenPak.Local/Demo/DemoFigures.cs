using TokenPak.Contracts.Statistics;

namespace TokenPak.Local.Demo;

/// <summary>One turn, once without and once with TokenPak, both as the statistics have it.</summary>
internal sealed record DemoTurnFigures(int Turn, LastRequest Without, LastRequest With)
{
    public long TokensBefore => With.InputTokensRaw ?? 0;

    public long TokensAfter => With.InputTokensSent ?? 0;

    public long TokensSaved => With.TokensSaved;
}

/// <summary>The whole conversation.</summary>
internal sealed record DemoFigures(IReadOnlyList<DemoTurnFigures> Turns)
{
    public long TokensBefore => Turns.Sum(turn => turn.TokensBefore);

    public long TokensAfter => Turns.Sum(turn => turn.TokensAfter);

    public long TokensSaved => Turns.Sum(turn => turn.TokensSaved);

    /// <summary>Null where the price table does not know the model.</summary>
    public decimal? BillWithout => Bill(turn => turn.Without.CostUsd);

    public decimal? BillWith => Bill(turn => turn.With.CostUsd);

    public IReadOnlyList<(string Stage, long Tokens)> Stages =>
        [.. Turns.SelectMany(turn => turn.With.Stages)
            .GroupBy(stage => stage.Stage)
            .Select(stage => (stage.Key, Tokens: stage.Sum(s => (long)s.TokensSaved)))
            .OrderByDescending(stage => stage.Tokens)];

    private decimal? Bill(Func<DemoTurnFigures, decimal?> cost) => Turns.All(turn => cost(turn) is not null) ? Turns.Sum(turn => cost(turn) ?? 0) : null;
}
