using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Compilation;

/// <summary>What came of asking the compiler: a result, or the reason for which the original bytes go out.</summary>
/// <param name="Result">Null where there is none to be had.</param>
/// <param name="Failure">One of <see cref="BypassReasons"/>; null on success.</param>
internal readonly record struct CompileAnswer(CompileResult? Result, string? Failure)
{
    public static CompileAnswer Failed(string reason) => new(null, reason);
}
