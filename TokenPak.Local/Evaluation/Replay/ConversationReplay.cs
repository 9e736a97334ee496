using TokenPak.Compression.Engine;
using TokenPak.Compression.Inspection;
using TokenPak.Local.Evaluation.Billing;
using TokenPak.Local.Evaluation.Transcripts;

namespace TokenPak.Local.Evaluation.Replay;

/// <summary>Sends a conversation's requests, turn by turn, to nobody: compiles each, keeps what every block became, and bills both forms.</summary>
internal sealed class ConversationReplay(CompressionEngine engine, CompressionMode mode, LossTerms? loss = null)
{
    /// <summary>Transcripts without times: a minute a turn, and a longer pause before every fifth.</summary>
    private const int PauseEvery = 5;

    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly PromptPieces _pieces = new(engine.Counter);

    public ReplayResult Run(Conversation conversation)
    {
        var paths = new List<ReplayPath>();
        var (requests, untouched) = (0, 0);
        var time = DateTimeOffset.UnixEpoch;
        foreach (var request in conversation.Requests())
        {
            time = request.Time ?? time + (requests % PauseEvery == PauseEvery - 1 ? Pause : Turn);
            requests++;
            if (PromptMap.Read(request.Body, conversation.Dialect) is not { } map)
            {
                untouched++;
                continue;
            }

            if (paths.Count == 0) paths.AddRange(PathsFor(conversation, map));
            var direct = _pieces.Of(map);
            foreach (var path in paths) path.Add(request.Body, conversation.Dialect, map, direct, time);
        }

        // Tokens and blocks are reported for the path that compiles first: the others only start later.
        var first = paths.MinBy(p => p.Minimum);
        return new ReplayResult
        {
            Name = conversation.Name,
            Dialect = conversation.Dialect.ToString(),
            Requests = requests,
            Untouched = untouched + (first?.Untouched ?? 0),
            ChangedLater = paths.Sum(p => p.ChangedLater),
            PromptBefore = first?.PromptBefore ?? 0,
            PromptAfter = first?.PromptAfter ?? 0,
            Bills = [.. paths.SelectMany(p => p.Bills())],
            Blocks = first?.Blocks ?? [],
            Stages = first?.Stages ?? [],
        };
    }

    /// <summary>One path for each cache minimum among the provider's models, or for the model that the bodies name.</summary>
    private IEnumerable<ReplayPath> PathsFor(Conversation conversation, PromptMap map)
    {
        var rules = BillingRule.Of(conversation.Provider).ToArray();
        if (map.Model is { } model) rules = [(rules.FirstOrDefault(r => r.Model == model) ?? rules.LastOrDefault() ?? BillingRule.All[0]) with { Provider = conversation.Provider, Model = model }];
        return rules.GroupBy(r => r.Minimum).Select(group => new ReplayPath(engine, mode, loss, _pieces, [.. group]));
    }
}
