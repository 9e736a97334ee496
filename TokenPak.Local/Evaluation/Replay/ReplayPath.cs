using System.IO.Hashing;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Inspection;
using TokenPak.Local.Evaluation.Billing;

namespace TokenPak.Local.Evaluation.Replay;

/// <summary>A conversation under the rules of the models that share a cache minimum, which decides where compiling begins.</summary>
internal sealed class ReplayPath(CompressionEngine engine, CompressionMode mode, LossTerms? loss, PromptPieces pieces, IReadOnlyList<BillingRule> rules)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly DecisionMemory _decisions = new();
    private readonly Dictionary<UInt128, UInt128> _sent = [];
    private readonly List<ReplayedBlock> _blocks = [];

    private readonly (BillingRule Rule, string Cache, CacheBill Direct, CacheBill Compiled)[] _bills =
    [
        .. rules.Select(r => (r, "always warm", new CacheBill(r, null), new CacheBill(r, null))),
        .. rules.Select(r => (r, "5 minutes", new CacheBill(r, Lifetime), new CacheBill(r, Lifetime))),
    ];

    public int Minimum => rules[0].Minimum;

    public int Untouched { get; private set; }

    public int ChangedLater { get; private set; }

    public long PromptBefore { get; private set; }

    public long PromptAfter { get; private set; }

    public IReadOnlyList<ReplayedBlock> Blocks => _blocks;

    public IReadOnlyList<(string Stage, int Tokens)> Stages { get; private set; } = [];

    public IEnumerable<Bill> Bills() => _bills.Select(b => new Bill(b.Rule.Model, b.Cache, b.Direct.Total, b.Compiled.Total));

    public void Add(byte[] body, PromptDialect dialect, PromptMap map, IReadOnlyList<BillPiece> direct, DateTimeOffset time)
    {
        var result = engine.Compress(
            new CompressionRequest { Body = body, Dialect = dialect, Mode = mode, Provider = rules[0].Provider, Model = rules[0].Model, Tenant = "evaluation", Loss = loss }, _decisions);
        if (result.Untouched is not null) Untouched++;
        Note(body, map, result);
        var sent = PromptMap.Read(Splicer.Apply(body, result.Splices), dialect) ?? throw new InvalidOperationException("A compiled body is no request any more.");
        var compiled = pieces.Of(sent);
        PromptBefore += direct.Sum(p => (long)p.Tokens);
        PromptAfter += compiled.Sum(p => (long)p.Tokens);
        Stages = [.. result.Stages.Select(s => (s.Stage, s.TokensSaved))];
        foreach (var (_, _, without, with) in _bills)
        {
            without.Add(direct, time);
            with.Add(compiled, time);
        }
    }

    private void Note(byte[] body, PromptMap map, CompressionResult result)
    {
        var splices = result.Splices.ToDictionary(s => s.Offset);
        foreach (var piece in map.Pieces)
        {
            if (!piece.IsTouchable) continue;
            var replaced = splices.TryGetValue(piece.Offset, out var splice);
            var bytes = replaced ? splice.Replacement.Span : body.AsSpan(piece.Offset, piece.Length);
            var hash = XxHash128.HashToUInt128(bytes);
            if (_sent.TryGetValue(piece.ChainHash, out var before))
            {
                if (before != hash) ChangedLater++;
                continue;
            }

            _sent[piece.ChainHash] = hash;
            var (text, tokens) = (map.TextOf(piece), pieces.TokensOf(map, piece));
            _blocks.Add(new ReplayedBlock(
                map.ContentOf(piece), piece.Call, text, replaced ? PromptMap.TextOf(splice.Replacement) : text, tokens, replaced ? tokens - splice.TokensRemoved : tokens));
        }
    }
}
