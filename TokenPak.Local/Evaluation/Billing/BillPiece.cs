namespace TokenPak.Local.Evaluation.Billing;

/// <summary>A piece of a prompt as the provider's cache sees it.</summary>
/// <param name="Chain">Hash of this piece and all before it.</param>
/// <param name="Tokens">Its tokens.</param>
/// <param name="IsMarked">Whether a cache marker stands at its end.</param>
internal readonly record struct BillPiece(UInt128 Chain, int Tokens, bool IsMarked);
