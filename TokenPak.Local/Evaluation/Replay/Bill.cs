namespace TokenPak.Local.Evaluation.Replay;

/// <summary>A conversation's prompt bill under one model's rules, in input tokens.</summary>
/// <param name="Model">Whose rules.</param>
/// <param name="Cache">How long the provider's cache lives, in words.</param>
/// <param name="Direct">Without TokenPak.</param>
/// <param name="Compiled">With it.</param>
internal sealed record Bill(string Model, string Cache, double Direct, double Compiled)
{
    /// <summary>The last digits of a sum of fractions are no higher bill.</summary>
    private const double Rounding = 1e-6;

    public double SavedPercent => Direct > 0 ? (Direct - Compiled) * 100 / Direct : 0;

    public bool IsHigher => Compiled > Direct * (1 + Rounding);
}
