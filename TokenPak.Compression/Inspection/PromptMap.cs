using System.Text;
using TokenPak.Compression.Content;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages.Repeat;

namespace TokenPak.Compression.Inspection;

/// <summary>A body as the engine reads it, for programs that show or measure what becomes of it. Not for the request path.</summary>
public sealed class PromptMap
{
    private static readonly string[] Kinds =
        ["tools", "text", "tool name", "tool arguments", "tool result", "document", "paste", "reasoning", "other", "opaque"];

    private static readonly string[] Roles = ["system", "user", "assistant", "tool"];

    private readonly ReadOnlyMemory<byte> _body;
    private readonly PromptDocument _document;

    private PromptMap(ReadOnlyMemory<byte> body, PromptDocument document)
    {
        _body = body;
        _document = document;
        Pieces = [.. document.Blocks.ToArray().Select(Piece)];
        Model = document.Model.Exists ? Encoding.UTF8.GetString(document.Model.In(body.Span)) : null;
    }

    /// <summary>The pieces in prompt order: tools, system, messages.</summary>
    public IReadOnlyList<PromptPiece> Pieces { get; }

    /// <summary>The model that the body names.</summary>
    public string? Model { get; }

    /// <summary>Reads a body; null where it is not understood.</summary>
    public static PromptMap? Read(ReadOnlyMemory<byte> body, PromptDialect dialect) =>
        PromptScanner.Scan(body.Span, dialect, out _) is { } document ? new PromptMap(body, document) : null;

    /// <summary>The text that a piece stands for.</summary>
    public string TextOf(PromptPiece piece) => Decode(_body.Span.Slice(piece.Offset, piece.Length), piece.IsString);

    /// <summary>The text that replaces a piece.</summary>
    public static string TextOf(ReadOnlyMemory<byte> replacement) => Decode(replacement.Span, isString: true);

    /// <summary>What the engine takes a touchable piece for: <c>file</c>, <c>diff</c>, <c>search</c> or <c>output</c>.</summary>
    public string ContentOf(PromptPiece piece)
    {
        var kind = (BlockKind)Array.IndexOf(Kinds, piece.Kind);
        var tool = piece.CallIndex < 0 ? default : ToolContext.Of(_body.Span, _document.Calls[piece.CallIndex]);
        return ContentClassifier.Classify(kind, tool, _document.HasTools, TextOf(piece)).ToString().ToLowerInvariant();
    }

    private static string Decode(ReadOnlySpan<byte> bytes, bool isString)
    {
        if (!isString) return Encoding.UTF8.GetString(bytes);
        using var buffer = new TextBuffer();
        JsonText.Decode(bytes, buffer);
        return buffer.Text.ToString();
    }

    private PromptPiece Piece(PromptBlock block) => new()
    {
        Kind = Kinds[(int)block.Kind],
        Role = Roles[(int)block.Role],
        Message = block.Message,
        IsTouchable = block.Touchable,
        IsCounted = block.Kind != BlockKind.Opaque,
        Offset = block.Range.Start,
        Length = block.Range.Length,
        IsString = block.Range.IsString,
        ContentHash = block.ContentHash,
        ChainHash = block.ChainHash,
        Call = block.Call < 0 ? "" : SourceLabel.Of(ToolContext.Of(_body.Span, _document.Calls[block.Call])),
        CallIndex = block.Call,
    };
}
