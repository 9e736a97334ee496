using System.Text;
using System.Text.Json;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;

namespace TokenPak.Compression.Tests.Support;

/// <summary>A body before and after.</summary>
internal sealed class Compiled
{
    private static readonly Lazy<CompressionEngine> Shared = new(() => new CompressionEngine());

    private Compiled(CompressionRequest request, CompressionResult result)
    {
        Original = request.Body.ToArray();
        Result = result;
        Bytes = Apply(Original, result);
        var document = PromptScanner.Scan(Original, request.Dialect, out _);
        Blocks = document is null ? [] : [.. document.Blocks.ToArray().Select(b => new CompiledBlock(b, TextOf(Original, b.Range), TextAfter(b)))];
    }

    public static CompressionEngine Engine => Shared.Value;

    public byte[] Original { get; }

    public byte[] Bytes { get; }

    public CompressionResult Result { get; }

    public IReadOnlyList<CompiledBlock> Blocks { get; }

    public IEnumerable<CompiledBlock> Touchable => Blocks.Where(b => b.Block.Touchable);

    public int Saved => (Result.TokensBefore - Result.TokensAfter) ?? 0;

    public static Compiled Of(CompressionRequest request, IDecisionCache? cache = null) => new(request, Engine.Compress(request, cache));

    public static byte[] Apply(byte[] original, CompressionResult result)
    {
        var output = new MemoryStream();
        var at = 0;
        foreach (var splice in result.Splices)
        {
            output.Write(original, at, splice.Offset - at);
            output.Write(splice.Replacement.Span);
            at = splice.Offset + splice.Length;
        }

        output.Write(original, at, original.Length - at);
        return output.ToArray();
    }

    private string TextAfter(PromptBlock block)
    {
        foreach (var splice in Result.Splices)
        {
            if (splice.Offset == block.Range.Start && splice.Length == block.Range.Length) return Decode(splice.Replacement.Span);
        }

        return TextOf(Original, block.Range);
    }

    private static string TextOf(byte[] body, ByteRange range) => range.IsString ? Decode(range.In(body)) : Encoding.UTF8.GetString(range.In(body));

    private static string Decode(ReadOnlySpan<byte> json)
    {
        using var text = new TextBuffer();
        JsonText.Decode(json, text);
        return text.Text.ToString();
    }

    /// <summary>Fails where the compiled body is no JSON any more.</summary>
    public JsonDocument Parse() => JsonDocument.Parse(Bytes, new JsonDocumentOptions { MaxDepth = 1024 });
}

internal sealed record CompiledBlock(PromptBlock Block, string Before, string After);
