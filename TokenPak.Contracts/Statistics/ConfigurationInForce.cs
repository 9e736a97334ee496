using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary><c>GET /stats/configuration</c>: the gateway's settings as they are in force. Of a secret it only says whether it is set.</summary>
/// <param name="Settings">In the order to show.</param>
public sealed record ConfigurationInForce([property: JsonPropertyName("settings")] IReadOnlyList<SettingInForce> Settings);

/// <summary>One setting.</summary>
/// <param name="Key">Its configuration key.</param>
/// <param name="Value">Its value; <c>set</c> or <c>not set</c> for a secret.</param>
/// <param name="Secret">Whether the value is masked.</param>
public sealed record SettingInForce(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("value")] string Value,
    [property: JsonPropertyName("secret")] bool Secret = false);
