using Microsoft.Extensions.Options;
using TokenPak.Compiler.Compilation;
using TokenPak.Compression.Engine;
using TokenPak.Contracts.Originals;

namespace TokenPak.Compiler.Originals;

/// <summary>On what terms text may be left out, and the promise behind it: the whole is kept before the rest is sent.</summary>
internal sealed class LossKeeper(IOriginalStore store, IOptions<CompilerOptions> options)
{
    /// <summary>A tenant's terms; null where originals are not kept.</summary>
    public LossTerms? TermsFor(string tenant) => !store.IsEnabled ? null : new LossTerms
    {
        IdOf = text => store.IdOf(tenant, text),
        IdScope = store.IdScope,
        RetrievalTools = OriginalToolNames.All,
        Accepted = options.Value.AcceptLoss,
    };

    /// <summary>
    /// Keeps what the newest turn left out; false where that failed. What earlier turns left out lives on, and is kept anew where it is no longer at hand: the request has it still,
    /// and its form stays whatever becomes of that.
    /// </summary>
    public async ValueTask<bool> KeepAsync(CompressionPlan plan, CompressionResult result, CancellationToken cancellationToken)
    {
        var tenant = plan.Request.Tenant;
        var lossy = result.Splices.Where(splice => splice.OriginalId is not null).ToList();
        var earlier = lossy.Where(splice => !splice.IsNew).ToList();
        if (earlier.Count > 0 && !store.Refresh([.. earlier.Select(splice => splice.OriginalId!)]))
            _ = store.KeepAsync(tenant, [.. earlier.Select(plan.OriginalOf)], CancellationToken.None).AsTask();

        var newest = lossy.Where(splice => splice.IsNew).Select(plan.OriginalOf).ToList();
        return newest.Count == 0 || await store.KeepAsync(tenant, newest, cancellationToken);
    }
}
