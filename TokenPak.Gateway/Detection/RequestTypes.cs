namespace TokenPak.Gateway.Detection;

/// <summary>The values of <c>request_type</c>.</summary>
internal static class RequestTypes
{
    public const string Chat = "chat";
    public const string Embeddings = "embeddings";
    public const string CountTokens = "count_tokens";
    public const string Models = "models";
    public const string Realtime = "realtime";
    public const string Other = "other";
}
