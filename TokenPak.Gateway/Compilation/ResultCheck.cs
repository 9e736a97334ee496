using System.Buffers;
using System.Text.Unicode;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Compilation;

/// <summary>Whether a compile result can be applied to a body, and its figures be believed: a wrong compiler must not be able to break a request, or its event.</summary>
internal static class ResultCheck
{
    private const int MaxStages = 64;
    private const int MaxWord = 64;
    private const int MaxSources = 64;
    private const int MaxSource = 8192;

    private static readonly SearchValues<byte> Special = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(i => (byte)i)]);
    private static readonly SearchValues<byte> Escapes = SearchValues.Create("\"\\/bfnrtu"u8);

    public static bool Fits(CompileResult result, ReadOnlySpan<byte> body) =>
        result is { TokensBefore: null or >= 0, TokensAfter: null or >= 0, CacheHits: >= 0, CacheMisses: >= 0, Stages.Count: <= MaxStages }
        && IsWord(result.Tokenizer) && IsWord(result.PolicyId) && IsWord(result.BypassReason)
        && result.Stages.All(stage => stage is { TokensSaved: >= 0, Blocks: >= 0 } && IsWord(stage.Stage))
        && result.Vault is null or { Tokens: >= 0, Sources.Count: <= MaxSources, Messages: >= 0, MessagesSentBefore: >= 0 } && (result.Vault is null || result.Vault.Sources.All(source => source is { Length: <= MaxSource }))
        && Fits(result.Splices, body);

    private static bool Fits(IReadOnlyList<Splice> splices, ReadOnlySpan<byte> body)
    {
        var end = 0;
        for (var i = 0; i < splices.Count; i++)
        {
            var splice = splices[i];
            if (splice.Offset < end || splice.Length < 0 || splice.Length > body.Length - splice.Offset || splice.TokensRemoved < 0 || splice.CompiledTokenOffset < 0) return false;
            end = splice.Offset + splice.Length;
            if (!IsBoundary(body, splice.Offset) || !IsBoundary(body, end)) return false;
            if (!IsStringContent(body[splice.Offset..end]) || !IsStringContent(splice.Replacement.Span) || !Utf8.IsValid(splice.Replacement.Span)) return false;
        }

        return true;
    }

    private static bool IsWord(string? text) => text is null || text.Length <= MaxWord;

    /// <summary>Not in the midst of a character, nor of an escape.</summary>
    private static bool IsBoundary(ReadOnlySpan<byte> body, int at)
    {
        if (at < body.Length && (body[at] & 0xC0) == 0x80) return false;
        var before = body[..at];
        return (before.Length - before.TrimEnd((byte)'\\').Length) % 2 == 0;
    }

    /// <summary>No control character, no bare quote, no unknown or cut escape: it can stand between quotes.</summary>
    private static bool IsStringContent(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var at = text.IndexOfAny(Special);
            if (at < 0) return true;
            if (text[at] != '\\' || at + 1 >= text.Length || !Escapes.Contains(text[at + 1])) return false;
            text = text[(at + 1)..];
            if (text[0] == 'u' && (text.Length < 5 || !IsHex(text[1..5]))) return false;
            text = text[1..];
        }
    }

    private static bool IsHex(ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit)) return false;
        }

        return true;
    }
}
