using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary><c>GET /recent</c>.</summary>
/// <param name="Recent">Newest first.</param>
public sealed record RecentRequests([property: JsonPropertyName("recent")] IReadOnlyList<RequestRow> Recent);
