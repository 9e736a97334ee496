using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TokenPak.Local.Demo;

/// <summary>The conversation that the demo plays: written for it, with tool output as such tools print it.</summary>
internal sealed record DemoScript
{
    private const string Folder = "Demo.Conversation.";

    [JsonPropertyName("model")] public required string Model { get; init; }

    [JsonPropertyName("system")] public required string System { get; init; }

    [JsonPropertyName("tools")] public required JsonElement Tools { get; init; }

    [JsonPropertyName("opening")] public required string Opening { get; init; }

    [JsonPropertyName("turns")] public required IReadOnlyList<DemoTurn> Turns { get; init; }

    [JsonPropertyName("closing")] public required string Closing { get; init; }

    /// <summary>Requests in the whole conversation: one a turn, and the one that is answered by the closing words.</summary>
    [JsonIgnore]
    public int Requests => Turns.Count + 1;

    public static DemoScript Load()
    {
        var script = JsonSerializer.Deserialize(Text("script.json"), DemoJsonContext.Default.DemoScript)
            ?? throw new InvalidOperationException("The demo's conversation is empty.");
        return script with
        {
            System = Text(script.System),
            Turns = [.. script.Turns.Select(turn => turn with { Calls = [.. turn.Calls.Select(call => call with { Result = Text(call.Result) })] })],
        };
    }

    private static string Text(string name)
    {
        var assembly = typeof(DemoScript).Assembly;
        using var stream = assembly.GetManifestResourceStream($"{assembly.GetName().Name}.{Folder}{name}")
            ?? throw new InvalidOperationException($"The demo's file {name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>What the model says and asks for in one turn.</summary>
internal sealed record DemoTurn(
    [property: JsonPropertyName("say")] string Say,
    [property: JsonPropertyName("calls")] IReadOnlyList<DemoCall> Calls);

/// <summary>One tool call, and what the tool answers.</summary>
internal sealed record DemoCall(
    [property: JsonPropertyName("tool")] string Tool,
    [property: JsonPropertyName("input")] JsonElement Input,
    [property: JsonPropertyName("result")] string Result);

[JsonSerializable(typeof(DemoScript))]
internal sealed partial class DemoJsonContext : JsonSerializerContext;
