namespace TokenPak.Contracts.Compilation;

/// <summary>
/// The compiler as the gateway sees it: over HTTP in the distributed system, in process in <c>TokenPak.Local</c>. An implementation may throw
/// when it is away; the caller then sends the original bytes.
/// </summary>
public interface IPromptCompiler
{
    /// <summary>Decides the replacements for one body. Malformed or unknown bodies give an empty result with a reason, not an exception.</summary>
    ValueTask<CompileResult> CompileAsync(CompileRequest request, CancellationToken cancellationToken);

    /// <summary>Counts the tokens of a UTF-8 text with the default encoding.</summary>
    ValueTask<int> CountTokensAsync(ReadOnlyMemory<byte> utf8Text, CancellationToken cancellationToken);

    /// <summary>The compiler's counters.</summary>
    ValueTask<CompilerStatus> GetStatusAsync(CancellationToken cancellationToken);
}
