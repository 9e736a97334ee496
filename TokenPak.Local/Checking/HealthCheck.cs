using System.Text.Json;

namespace TokenPak.Local.Checking;

/// <summary>Reads <c>GET /health</c> as sentences.</summary>
internal static class HealthCheck
{
    public static IEnumerable<Finding> Read(JsonElement health, string origin)
    {
        var status = Text(health, "status");
        var mode = Text(health, "compilation_mode");
        if (status == "protected")
        {
            yield return new Finding(Verdict.Wrong, $"TokenPak on {origin} wants an admin token that is not known here.", "Set TOKENPAK_ADMIN_TOKEN, or use the --data folder of its start.");
            yield break;
        }

        if (status == "ok") yield return new Finding(Verdict.Good, $"TokenPak {Text(health, "version")} serves on {origin}, mode {mode}.");
        else yield return new Finding(Verdict.Wrong, $"TokenPak serves on {origin}, but these parts are away: {Degraded(health)}.", "Requests still pass. Its log says why.");
        if (mode == "off") yield return new Finding(Verdict.Note, "The mode is off: requests pass untouched and nothing is saved.", "--mode full");
    }

    private static string Text(JsonElement health, string name) =>
        health.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    private static string Degraded(JsonElement health) =>
        health.TryGetProperty("degraded", out var parts) && parts.ValueKind == JsonValueKind.Array
            ? string.Join(", ", parts.EnumerateArray().Select(part => part.ToString()))
            : "unknown";
}
