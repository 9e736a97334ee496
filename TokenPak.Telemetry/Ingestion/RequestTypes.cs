namespace TokenPak.Telemetry.Ingestion;

/// <summary>The values of <c>request_type</c> that mean something here.</summary>
internal static class RequestTypes
{
    public const string Ingest = "ingest";
    public const string Embeddings = "embeddings";
    public const string Other = "other";
    private const string CountTokens = "count_tokens";
    private const string Models = "models";

    /// <summary>False for calls that no model reads: they cost nothing, send no billed token and save none.</summary>
    public static bool ReachModel(string type) => type is not (CountTokens or Models);
}
