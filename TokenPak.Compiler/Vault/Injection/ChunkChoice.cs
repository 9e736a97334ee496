using System.IO.Enumeration;
using Microsoft.Extensions.Options;
using TokenPak.Compiler.Vault.Serving;
using TokenPak.Compression.Injection;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Compiler.Vault.Injection;

/// <summary>Chooses what is added to a new message.</summary>
internal sealed class ChunkChoice(VaultSearch search, InjectionCounts counts, IOptions<VaultOptions> options)
{
    /// <summary>Tokens of a citation and its fence, about.</summary>
    private const int FenceTokens = 24;

    /// <summary>Some of what is found may stand in the prompt already.</summary>
    private const int Spare = 3;

    /// <param name="turns">The prompt's turns.</param>
    /// <param name="turn">The new one.</param>
    /// <param name="request">The request.</param>
    /// <param name="promptTokens">Tokens of the prompt.</param>
    /// <param name="given">Ids of the chunks that earlier messages have.</param>
    public Memo Choose(UserTurns turns, UserTurn turn, CompileRequest request, int promptTokens, IReadOnlySet<string> given)
    {
        if (SkipOf(request, promptTokens) is { } reason) return Skip(reason);
        var words = turns.WordsOf(turn);
        if (string.IsNullOrWhiteSpace(words)) return Skip("no_words");
        if (!search.TryFind(words, options.Value.TopK * Spare, out var hits)) return Skip("unavailable");

        var (chosen, tokens) = (new List<string>(), 0);
        string? text = null;
        foreach (var (chunk, score) in hits)
        {
            if (score < options.Value.MinScore || chosen.Count == options.Value.TopK) break;
            if (given.Contains(chunk.Id) || (text ??= Unbroken(turns.TextOf(turn))).Contains(Unbroken(chunk.Text).Trim(), StringComparison.Ordinal)) continue;
            if (tokens + chunk.Tokens + FenceTokens > options.Value.BudgetTokens) continue;
            chosen.Add(chunk.Id);
            tokens += chunk.Tokens + FenceTokens;
        }

        if (chosen.Count == 0) return Skip(hits.Count > 0 && hits[0].Score >= options.Value.MinScore ? "already_there" : "no_match");
        counts.Added(tokens);
        return new Memo(chosen);
    }

    private string? SkipOf(CompileRequest request, int promptTokens)
    {
        if (request.Vault == VaultChoice.Off) return "header";
        if (request.Vault == VaultChoice.On) return null;
        if (promptTokens < options.Value.MinPromptTokens) return "small_prompt";
        return request.Model is { } model && options.Value.SkipModels.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, model)) ? "model" : null;
    }

    private Memo Skip(string reason)
    {
        counts.Skipped(reason);
        return Memo.Empty;
    }

    private static string Unbroken(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
