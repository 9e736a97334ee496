using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Ingestion;

/// <summary>Makes the row of an ingested record. It says what was sent, saved and paid; all else is unknown, and the money saved is too.</summary>
internal static class IngestMapper
{
    private const int ExtraLength = 4096;

    public static RequestRecord Map(IngestRecord record) => new()
    {
        Id = record.Id,
        Timestamp = Timestamps.Normalise(record.Timestamp),
        Provider = CleanText.Of(record.Provider, CleanText.ProviderLength),
        Dialect = ApiDialect.None,
        RequestType = RequestTypes.Ingest,
        Endpoint = "/ingest",
        Model = CleanText.Of(record.Model, CleanText.ModelLength),
        SessionId = CleanText.Of(record.SessionId, CleanText.SessionLength),
        Agent = CleanText.Of(record.Agent, CleanText.AgentLength),
        StatusCode = StatusCodes.Status200OK,
        Outcome = RequestOutcome.Completed,
        Mode = CompilationMode.Off,
        UsageSource = UsageSource.Ingested,
        InputTokens = Math.Clamp(record.Tokens, 0, IngestRecord.MaxTokens),
        TokensSaved = Math.Clamp(record.TokensSaved ?? 0, 0, IngestRecord.MaxTokens),
        CostNanos = Money.ToNanos(Math.Clamp(record.Cost, 0, IngestRecord.MaxCost)),
        CompressionRate = record.CompressionRate,
        Extra = CleanText.Of(record.Extra, ExtraLength),
    };
}
