using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TokenPak.Compression.Documents;
using TokenPak.Local.Evaluation.Transcripts;

namespace TokenPak.Local.Compressing;

/// <summary>What <c>tokenpak compress</c> was given: a request body as it is, or a piece of tool output, put into the smallest request that has one.</summary>
/// <param name="Body">The request.</param>
/// <param name="Dialect">Its shape.</param>
/// <param name="IsRequest">Whether it was a request from the start.</param>
internal sealed record CompressionInput(byte[] Body, PromptDialect Dialect, bool IsRequest)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Provider => Dialect switch
    {
        PromptDialect.AnthropicMessages => "anthropic",
        PromptDialect.GeminiGenerateContent => "google",
        _ => "openai",
    };

    /// <param name="bytes">The file.</param>
    /// <param name="command">The command that printed it, where it is no request: what it prints decides what may be done.</param>
    public static CompressionInput Of(byte[] bytes, string? command)
    {
        var dialect = command is null ? DialectGuess.Of(bytes) : PromptDialect.None;
        if (dialect != PromptDialect.None) return new CompressionInput(bytes, dialect, true);
        var arguments = command is null ? "{}" : JsonSerializer.Serialize(new Dictionary<string, string> { ["command"] = command }, Relaxed);
        var call = new Entry(EntryKind.Call, arguments, command is null ? "output" : "bash", "call_1");
        var transcript = new Transcript("", "", [call, new Entry(EntryKind.Result, Encoding.UTF8.GetString(bytes), Id: "call_1")]);
        return new CompressionInput(RequestWriter.Write(transcript, 2, PromptDialect.AnthropicMessages, markers: false), PromptDialect.AnthropicMessages, false);
    }
}
