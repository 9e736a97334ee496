using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Detection;

namespace TokenPak.Gateway.Diagnostics;

/// <summary>Names of OpenTelemetry's conventions for generative AI, and TokenPak's own values put into them.</summary>
internal static class GenAi
{
    public const string Operation = "gen_ai.operation.name";
    public const string Provider = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string ResponseModel = "gen_ai.response.model";
    public const string TokenType = "gen_ai.token.type";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string CacheReadTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string CacheCreationTokens = "gen_ai.usage.cache_creation.input_tokens";
    public const string FinishReasons = "gen_ai.response.finish_reasons";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";

    /// <summary>Bucket bounds that the conventions name, in tokens.</summary>
    public static readonly long[] TokenBounds = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

    /// <summary>The same for an operation, in seconds.</summary>
    public static readonly double[] DurationBounds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

    /// <summary>The same for a first chunk, in seconds.</summary>
    public static readonly double[] FirstChunkBounds = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    public static string ProviderOf(string name) => name switch
    {
        ProviderNames.ChatGpt => "openai",
        ProviderNames.Google => "gcp.gemini",
        ProviderNames.Azure => "azure.ai.openai",
        _ => name,
    };

    /// <summary>The conventions' own name where they have one; TokenPak's request type otherwise.</summary>
    public static string OperationOf(in PathMatch match) =>
        match is { RequestType: RequestTypes.Chat, Dialect: ApiDialect.GeminiGenerateContent } ? "generate_content" : match.RequestType;

    /// <summary>Whether a request generates or embeds: listing models or counting tokens is no operation of a model.</summary>
    public static bool IsModelOperation(in PathMatch match) => match.RequestType is RequestTypes.Chat or RequestTypes.Embeddings;
}
