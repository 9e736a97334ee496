using System.Security.Cryptography;
using System.Text.Json;

namespace TokenPak.TestKit.Upstream;

/// <summary>What an answer says, before it takes a provider's form.</summary>
/// <param name="Model">The model named in the answer.</param>
/// <param name="Text">The text; empty beside a tool call.</param>
/// <param name="Thinking">Thinking before the text; null without.</param>
/// <param name="Tool">The tool called; null for a text answer.</param>
/// <param name="Usage">What is billed.</param>
internal sealed record AnswerPlan(string Model, string Text, string? Thinking, ToolCall? Tool, UpstreamUsage Usage)
{
    private const string Weather = """{"city":"Paris","unit":"celsius"}""";

    /// <summary>Of an answer to this request alone: agents take answers of one id for parts of one.</summary>
    public required string Id { get; init; }

    /// <summary>Decides what to say: what the script says; without one, call the first tool on a fresh question and answer in words otherwise.</summary>
    public static AnswerPlan For(ApiRequest request, Behavior behavior, string idPrefix, Func<JsonElement, string?> firstTool)
    {
        var body = request.Json.GetValueOrDefault();
        var call = behavior.Script is { } script ? script(new ScriptedTurn(body, ToolOutputs.In(body)))
            : firstTool(body) is { } name ? new ScriptedCall(name, Weather) : null;
        return new AnswerPlan(
            request.Http.Model ?? "",
            call is null ? behavior.Text : "",
            behavior.Thinking ? "Considering the question step by step." : null,
            call is null ? null : new ToolCall(idPrefix + request.DecodedLength, call.Name, call.Arguments, call.Freeform),
            behavior.Usage ?? request.EstimatedUsage(behavior.Text))
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(request.Http.Body))[..24],
        };
    }

    /// <summary>The text in the pieces that a stream sends.</summary>
    public IEnumerable<string> Pieces(string text)
    {
        const int Length = 7;
        for (var at = 0; at < text.Length; at += Length) yield return text.Substring(at, Math.Min(Length, text.Length - at));
    }
}

/// <summary>A call of one of the request's own tools.</summary>
internal sealed record ToolCall(string Id, string Name, string Arguments, bool Freeform = false);
