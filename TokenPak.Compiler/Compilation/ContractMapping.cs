using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Compiler.Compilation;

/// <summary>Contracts to engine and back.</summary>
internal static class ContractMapping
{
    public static CompressionRequest ToEngine(this CompileRequest request, LossTerms? loss = null) => new()
    {
        Body = request.Body,
        Dialect = request.Dialect switch
        {
            ApiDialect.AnthropicMessages => PromptDialect.AnthropicMessages,
            ApiDialect.OpenAIChat => PromptDialect.OpenAIChat,
            ApiDialect.OpenAIResponses => PromptDialect.OpenAIResponses,
            ApiDialect.GeminiGenerateContent => PromptDialect.GeminiGenerateContent,
            _ => PromptDialect.None,
        },
        Mode = request.Mode switch
        {
            CompilationMode.Safe => CompressionMode.Safe,
            CompilationMode.Aggressive => CompressionMode.Aggressive,
            _ => CompressionMode.Full,
        },
        Provider = request.Provider,
        Model = request.Model,
        Tenant = request.Tenant,
        Loss = loss,
    };

    public static CompileResult ToContract(this CompressionResult result)
    {
        var splices = new Splice[result.Splices.Count];
        for (var i = 0; i < splices.Length; i++)
        {
            var s = result.Splices[i];
            splices[i] = new Splice(s.Offset, s.Length, s.Replacement, s.TokensRemoved, s.CompiledTokenOffset, s.IsNew);
        }

        var stages = new StageSaving[result.Stages.Count];
        for (var i = 0; i < stages.Length; i++)
        {
            var s = result.Stages[i];
            stages[i] = new StageSaving(s.Stage, s.TokensSaved, s.Blocks);
        }

        return new CompileResult
        {
            Splices = splices,
            TokensBefore = result.TokensBefore,
            TokensAfter = result.TokensAfter,
            Tokenizer = result.Tokenizer,
            Stages = stages,
            PolicyId = result.PolicyId,
            BypassReason = result.Untouched,
            CacheHits = result.CacheHits,
            CacheMisses = result.CacheMisses,
        };
    }
}
