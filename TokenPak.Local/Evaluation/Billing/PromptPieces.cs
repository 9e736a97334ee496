using TokenPak.Compression.Inspection;
using TokenPak.Compression.Tokens;

namespace TokenPak.Local.Evaluation.Billing;

/// <summary>Reads bodies as a provider's cache would see them: tokens by piece, markers at the end of the system prompt and of the three newest messages to the model.</summary>
internal sealed class PromptPieces(TokenCounter counter)
{
    private const int MessageMarkers = 3;

    private readonly Dictionary<(UInt128, bool), int> _tokens = [];

    public IReadOnlyList<BillPiece> Of(PromptMap map)
    {
        var marked = Marks(map.Pieces);
        var pieces = new BillPiece[map.Pieces.Count];
        for (var i = 0; i < pieces.Length; i++) pieces[i] = new BillPiece(map.Pieces[i].ChainHash, TokensOf(map, map.Pieces[i]), marked.Contains(i));
        return pieces;
    }

    public int TokensOf(PromptMap map, PromptPiece piece)
    {
        if (!piece.IsCounted) return 0;
        var key = (piece.ContentHash, piece.IsString);
        if (!_tokens.TryGetValue(key, out var tokens)) _tokens[key] = tokens = counter.Count(map.TextOf(piece));
        return tokens;
    }

    private static HashSet<int> Marks(IReadOnlyList<PromptPiece> pieces)
    {
        var marks = new HashSet<int>();
        var system = -1;
        while (system + 1 < pieces.Count && pieces[system + 1].Role == "system") system++;
        if (system >= 0) marks.Add(system);
        var last = int.MaxValue;
        var messages = 0;
        for (var i = pieces.Count - 1; i > system && messages < MessageMarkers; i--)
        {
            if (pieces[i].Role is "assistant" || pieces[i].Message == last) continue;
            last = pieces[i].Message;
            marks.Add(i);
            messages++;
        }

        return marks;
    }
}
