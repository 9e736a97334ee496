using Microsoft.Extensions.Options;
using TokenPak.Compiler.Vault.Serving;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Injection;
using TokenPak.Compression.Tokens;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Compiler.Vault.Injection;

/// <summary>
/// Adds what the vault knows to the newest message of the user, once, and puts the same bytes at the same place on every later turn. A message of an earlier turn
/// whose memo is lost goes without, and so it stays: one changed prefix, not two.
/// </summary>
internal sealed class VaultInjector(MemoStore store, MemoKeys keys, ChunkChoice choice, RenderedChunks rendered, VaultService service, IOptions<VaultOptions> options)
{
    private const int MaxSources = 32;

    /// <summary>The user's turns of a request; null where no vault is configured.</summary>
    public VaultTurns? Begin(CompressionPlan plan)
    {
        if (!options.Value.IsConfigured || plan.Untouched is not null) return null;
        var turns = UserTurns.Of(plan);
        var names = turns.All.Select(turn => keys.Of(plan.Request.Tenant, turn.ChainHash)).ToArray();
        return new VaultTurns(turns, names, [.. names.Select(store.Find)]);
    }

    /// <summary>The result with what is added to the prompt.</summary>
    public CompileResult Apply(VaultTurns turns, CompileRequest request, CompileResult result, TokenCounter counter)
    {
        var additions = new List<Addition>();
        if (service.Index is not null)
        {
            var given = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < turns.Count; i++)
            {
                if (Decide(turns, i, request, result.TokensBefore ?? 0, given, counter) is { } addition) additions.Add(new Addition(turns.Turns.All[i], addition));
            }
        }

        return result with
        {
            Splices = Insert(result.Splices, additions),
            TokensAfter = result.TokensAfter + additions.Sum(addition => addition.Text.Tokens),
            Vault = new VaultInjection(
                additions.Sum(addition => addition.Text.Tokens),
                [.. Enumerable.Reverse(additions).SelectMany(addition => addition.Text.Citations).Distinct(StringComparer.Ordinal).Take(MaxSources)],
                additions.Count,
                additions.Count(addition => !addition.Turn.IsNew)),
        };
    }

    private Rendered? Decide(VaultTurns turns, int index, CompileRequest request, int promptTokens, HashSet<string> given, TokenCounter counter)
    {
        var (turn, memo) = (turns.Turns.All[index], turns.MemoOf(index));
        if (turn.IsNewest && (memo is null || (memo.Chunks.Count == 0 && request.Vault == VaultChoice.On))) memo = choice.Choose(turns.Turns, turn, request, promptTokens, given);
        memo ??= Memo.Empty;
        Rendered? addition = null;
        if (memo.Chunks.Count > 0 && !rendered.TryRender(memo, counter, out addition)) memo = Memo.Empty;
        if (store.Keep(turns.KeyOf(index), memo)) turns.Write(index, memo);
        given.UnionWith(memo.Chunks);
        return addition;
    }

    /// <summary>Insertions stand among the replacements by place; what is replaced behind one has more tokens before it.</summary>
    private static IReadOnlyList<Splice> Insert(IReadOnlyList<Splice> splices, List<Addition> additions)
    {
        if (additions.Count == 0) return splices;
        var all = splices.Select(splice => (Splice: splice, Tokens: 0))
            .Concat(additions.Select(addition => (Splice: new Splice(addition.Turn.InsertAt, 0, addition.Text.Json, 0, 0, addition.Turn.IsNew), addition.Text.Tokens)))
            .OrderBy(piece => piece.Splice.Offset);
        var (merged, added) = (new List<Splice>(splices.Count + additions.Count), 0);
        foreach (var (splice, tokens) in all)
        {
            merged.Add(splice with { CompiledTokenOffset = splice.CompiledTokenOffset + added });
            added += tokens;
        }

        return merged;
    }

    private readonly record struct Addition(UserTurn Turn, Rendered Text);
}
