
namespace TokenPak.Gateway.Observation;

/// <summary>The few members of a request body that the gateway wants to know, found in passing.</summary>
internal sealed class RequestFacts : IJsonSink
{
    private static readonly JsonShape Shape = JsonShape.Of(
        ("model", JsonField.Model),
        ("stream", JsonField.Stream),
        ("stream_options.include_usage", JsonField.IncludeUsage),
        ("user", JsonField.UserId),
        ("metadata.user_id", JsonField.UserId),
        ("safety_identifier", JsonField.UserId),
        ("prompt_cache_key", JsonField.UserId),
        ("conversation", JsonField.UserId),
        ("conversation.id", JsonField.UserId));

    public string? Model { get; private set; }

    public bool Stream { get; private set; }

    public bool IncludeUsage { get; private set; }

    /// <summary>The body's own user or conversation id; leaves the process only as a keyed hash.</summary>
    public byte[]? UserId { get; private set; }

    public JsonScanner Scanner() => new(Shape, this);

    public void OnNumber(JsonField field, long value)
    {
    }

    public void OnBoolean(JsonField field, bool value)
    {
        if (field == JsonField.Stream) Stream = value;
        else if (field == JsonField.IncludeUsage) IncludeUsage = value;
    }

    public void OnString(JsonField field, ReadOnlySpan<byte> escaped)
    {
        if (field == JsonField.Model) Model = JsonText.Unescape(escaped);
        else if (field == JsonField.UserId && !escaped.IsEmpty) UserId ??= escaped.ToArray();
    }

    public void OnText(ReadOnlySpan<byte> escaped)
    {
    }
}
