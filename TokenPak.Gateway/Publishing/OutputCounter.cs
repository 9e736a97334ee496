using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Observation;

namespace TokenPak.Gateway.Publishing;

/// <summary>Counts generated text with a real tokenizer, in pieces of bounded size.</summary>
internal sealed class OutputCounter(IPromptCompiler compiler, TimeProvider time)
{
    private const int Piece = 64 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Null where it could not be counted, whole.</summary>
    public async ValueTask<long?> CountAsync(DeltaText deltas, CancellationToken cancellationToken)
    {
        if (!deltas.IsWhole) return null;
        ReadOnlyMemory<byte> rest = JsonText.UnescapeBytes(deltas.Escaped);
        long total = 0;
        try
        {
            while (!rest.IsEmpty)
            {
                var length = PieceLength(rest.Span);
                total += await compiler.CountTokensAsync(rest[..length], cancellationToken).AsTask().WaitAsync(Limit, time, cancellationToken);
                rest = rest[length..];
            }

            return total;
        }
        catch (Exception)
        {
            // The compiler is away, or the process ends and does not wait for it: unknown, not a guess.
            return null;
        }
    }

    /// <summary>Up to the last space of a piece, so that few words are cut; never within a character.</summary>
    private static int PieceLength(ReadOnlySpan<byte> text)
    {
        if (text.Length <= Piece) return text.Length;
        var space = text[..Piece].LastIndexOfAny((byte)' ', (byte)'\n');
        if (space > 0) return space;
        var end = Piece;
        while (end > 1 && (text[end] & 0xC0) == 0x80) end--;
        return end;
    }
}
