using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TokenPak.Contracts.Statistics;
using TokenPak.Gateway.Statistics;

namespace TokenPak.Gateway.Ingest;

/// <summary>Checks one posted record.</summary>
internal sealed class IngestReader(TimeProvider time)
{
    private const int MaxText = 200;
    private const int MaxExtra = 4096;

    // Beyond these, sums over many records could overflow.
    private static readonly string CostRange = $"0 to {IngestRecord.MaxCost}";
    private static readonly string TokenRange = $"0 to {IngestRecord.MaxTokens}";

    private static readonly string[] Required = ["model", "tokens", "cost"];
    private static readonly HashSet<string> Known = ["id", "model", "tokens", "cost", "timestamp", "agent", "session_id", "provider", "tokens_saved", "compression_rate"];

    /// <summary>The record, or what is wrong with it.</summary>
    public (IngestRecord? Record, IngestProblem? Problem) Read(JsonElement json)
    {
        try
        {
            return (ReadRecord(json), null);
        }
        catch (ProblemException e)
        {
            return (null, e.Problem);
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: valid JSON, but no text.
            return (null, IngestProblem.Value("A string is not valid Unicode."));
        }
    }

    private IngestRecord ReadRecord(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new ProblemException(IngestProblem.Shape("A record must be a JSON object."));
        var missing = Required.Where(name => !json.TryGetProperty(name, out _)).ToArray();
        if (missing.Length > 0) throw new ProblemException(IngestProblem.Missing(missing));

        var now = time.GetUtcNow();
        return new IngestRecord
        {
            Id = Id(json) ?? Guid.CreateVersion7(now),
            Model = Text(json, "model", required: true) ?? "",
            Tokens = Integer(json, "tokens") ?? throw Wrong($"tokens must be an integer of {TokenRange}."),
            Cost = Number(json, "cost", IngestRecord.MaxCost, CostRange) ?? throw Wrong($"cost must be a number of {CostRange}."),
            Timestamp = Timestamp(json) ?? now,
            Agent = Text(json, "agent"),
            SessionId = Text(json, "session_id"),
            Provider = Text(json, "provider"),
            TokensSaved = Integer(json, "tokens_saved"),
            CompressionRate = (double?)Number(json, "compression_rate", 1, "0 to 1"),
            Extra = Extra(json),
        };
    }

    private static JsonElement? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement json, string name, bool required = false)
    {
        if (Member(json, name) is not { } value) return required ? throw Wrong($"{name} must be a non-empty string.") : null;
        if (value.ValueKind != JsonValueKind.String) throw Wrong($"{name} must be a string.");
        var text = value.GetString() ?? "";
        if (required && string.IsNullOrWhiteSpace(text)) throw Wrong($"{name} must be a non-empty string.");
        return text.Length <= MaxText ? text : throw Wrong($"{name} must not be longer than {MaxText} characters.");
    }

    private static long? Integer(JsonElement json, string name)
    {
        if (Member(json, name) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number is >= 0 and <= IngestRecord.MaxTokens ? number : throw Wrong($"{name} must be an integer of {TokenRange}.");
    }

    private static decimal? Number(JsonElement json, string name, decimal max, string range)
    {
        if (Member(json, name) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number >= 0 && number <= max ? number : throw Wrong($"{name} must be a number of {range}.");
    }

    private static DateTimeOffset? Timestamp(JsonElement json)
    {
        if (Text(json, "timestamp") is not { } text) return null;
        return QueryReader.TryTime(text, out var timestamp) ? timestamp : throw Wrong("timestamp must be an ISO 8601 time.");
    }

    private static Guid? Id(JsonElement json)
    {
        if (Text(json, "id") is not { } text) return null;
        if (text.Length == 0) throw Wrong("id must not be empty.");
        if (Guid.TryParse(text, out var id)) return id;

        // Any other id becomes the same GUID each time (version 8: made of a hash), so that a repeat is seen as one.
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes("tokenpak-ingest:" + text), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    private static string? Extra(JsonElement json)
    {
        if (json.EnumerateObject().All(member => Known.Contains(member.Name))) return null;
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            foreach (var member in json.EnumerateObject())
            {
                if (!Known.Contains(member.Name)) member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return output.WrittenCount <= MaxExtra ? Encoding.UTF8.GetString(output.WrittenSpan) : throw Wrong($"Unknown members must not be larger than {MaxExtra} bytes together.");
    }

    private static ProblemException Wrong(string message) => new(IngestProblem.Value(message));

    /// <summary>Leaves the reading of one record; never leaves this class.</summary>
#pragma warning disable CA1032, CA1064 // A private control flow, not an exception for others.
    private sealed class ProblemException(IngestProblem problem) : Exception
    {
        public IngestProblem Problem => problem;
    }
#pragma warning restore CA1032, CA1064
}
