using System.Text.Encodings.Web;
using System.Text.Json;

namespace TokenPak.Local.Compressing;

/// <summary>The same for programs; the compiled text or request is in it.</summary>
internal static class CompressionJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Write(CompressionView view) => JsonSerializer.Serialize(
        new
        {
            view.Result.TokensBefore,
            view.Result.TokensAfter,
            view.Result.Tokenizer,
            view.Result.Untouched,
            view.Result.PolicyId,
            Stages = view.Result.Stages.Select(s => new { s.Stage, s.TokensSaved, s.Blocks }),
            Blocks = view.Blocks.Select(b => new { b.Kind, b.Call, b.TokensBefore, b.TokensAfter, b.Before, b.After }),
        },
        Options);
}
