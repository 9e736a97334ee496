using System.Runtime.InteropServices;

namespace TokenPak.Compression.Stages.Lossy;

/// <summary>
/// Which pieces of a text the question names: all that hold a distinctive word of it, and those that hold a plain word which few pieces have. Shown twice, in the same order.
/// </summary>
internal sealed class NamedPieces(Question question)
{
    /// <summary>A plain word in more of the pieces than this tells none from the others, in percent.</summary>
    private const int MaxPercent = 5;

    private const int MinPieces = 3;

    private readonly Dictionary<string, (int Pieces, int Last)> _plain = [];
    private int _pieces;

    public void Gather(ReadOnlySpan<char> piece)
    {
        _pieces++;
        if (question.Words.Count == 0) return;
        foreach (var (start, length) in new WordReader(piece))
        {
            if (question.WordLike(piece.Slice(start, length)) is not { } word) continue;
            ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_plain, word, out _);
            if (seen.Last != _pieces) seen = (seen.Pieces + 1, _pieces);
        }
    }

    public bool IsNamed(ReadOnlySpan<char> piece)
    {
        if (question.Names(piece)) return true;
        if (_plain.Count == 0) return false;
        foreach (var (start, length) in new WordReader(piece))
        {
            if (question.WordLike(piece.Slice(start, length)) is { } word && _plain[word].Pieces <= Math.Max(MinPieces, _pieces * MaxPercent / 100)) return true;
        }

        return false;
    }
}
