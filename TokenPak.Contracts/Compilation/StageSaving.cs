namespace TokenPak.Contracts.Compilation;

/// <summary>What one stage saved in one request.</summary>
/// <param name="Stage">The stage's name, e.g. <c>json</c>.</param>
/// <param name="TokensSaved">Tokens removed, by the engine's tokenizer.</param>
/// <param name="Blocks">Blocks in which the stage changed something.</param>
public sealed record StageSaving(string Stage, int TokensSaved, int Blocks);
