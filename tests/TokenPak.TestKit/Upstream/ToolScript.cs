using System.Text.Json;

namespace TokenPak.TestKit.Upstream;

/// <summary>Plays the model of an agent: says which tool it calls next, or null where it answers with <see cref="Behavior.Text"/>.</summary>
public delegate ScriptedCall? ToolScript(ScriptedTurn turn);

/// <summary>What a scripted model has before it.</summary>
/// <param name="Body">The request as it reached the provider.</param>
/// <param name="Results">The text of every tool result in it, in order.</param>
public sealed record ScriptedTurn(JsonElement Body, IReadOnlyList<string> Results);

/// <summary>A tool call of a script.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">A JSON object; for a freeform tool its text.</param>
/// <param name="Freeform">A tool that takes text instead of JSON (OpenAI's Responses API).</param>
public sealed record ScriptedCall(string Name, string Arguments, bool Freeform = false)
{
    /// <summary>A call whose arguments are written as JSON.</summary>
    public static ScriptedCall Of(string name, object arguments) => new(name, JsonSerializer.Serialize(arguments));
}
