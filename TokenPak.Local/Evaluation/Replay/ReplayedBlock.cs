namespace TokenPak.Local.Evaluation.Replay;

/// <summary>What became of one block that may be touched, counted once however often it was sent.</summary>
/// <param name="Kind">What the engine takes it for: <c>file</c>, <c>search</c>, <c>diff</c> or <c>output</c>.</param>
/// <param name="Call">The call that it answers, in a few words.</param>
/// <param name="Before">The text as it was sent.</param>
/// <param name="After">The text as it is sent on.</param>
/// <param name="TokensBefore">Tokens of the one.</param>
/// <param name="TokensAfter">Tokens of the other.</param>
internal sealed record ReplayedBlock(string Kind, string Call, string Before, string After, int TokensBefore, int TokensAfter);
