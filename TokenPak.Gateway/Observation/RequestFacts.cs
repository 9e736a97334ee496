
namespace TokenPak.Gateway.Observation;

/// <summary>The few members of a request body that the gateway wants to know, found in passing.</summary>
internal sealed class RequestFacts : IJsonSink
{
    private static readonly (string Path, JsonField Field)[] Members =
    [
        ("model", JsonField.Model),
        ("stream", JsonField.Stream),
        ("stream_options.include_usage", JsonField.IncludeUsage),
        ("user", JsonField.UserId),
        ("metadata.user_id", JsonField.UserId),
        ("safety_identifier", JsonField.UserId),
        ("prompt_cache_key", JsonField.UserId),
        ("conversation", JsonField.UserId),
        ("conversation.id", JsonField.UserId),
        ("previous_response_id", JsonField.PreviousResponse),
    ];

    private static readonly JsonShape Shape = JsonShape.Of(Members);

    private static readonly JsonShape ShapeWithMessages = JsonShape.Of(
    [
        .. Members,
        ("messages", JsonField.Message),
        ("messages.role", JsonField.Role),
        ("messages.content", JsonField.Text),
        ("messages.content.text", JsonField.Text),
        ("input", JsonField.Message),
        ("input.role", JsonField.Role),
        ("input.content", JsonField.Text),
        ("input.content.text", JsonField.Text),
        ("contents", JsonField.Turn),
        ("contents.role", JsonField.Role),
        ("contents.parts.text", JsonField.Text),
    ]);

    private FirstUserMessage? _first;

    public string? Model { get; private set; }

    public bool Stream { get; private set; }

    public bool IncludeUsage { get; private set; }

    /// <summary>The body's own user or conversation id; leaves the process only as a keyed hash.</summary>
    public byte[]? UserId { get; private set; }

    /// <summary>Whether the provider holds the conversation's earlier turns, so that its first message is not in the body.</summary>
    public bool ContinuesAtProvider { get; private set; }

    public JsonScanner Scanner() => new(Shape, this);

    /// <summary>A scanner that also hands the text of the first user message on.</summary>
    public JsonScanner Scanner(FirstUserMessage first)
    {
        _first = first;
        return new JsonScanner(ShapeWithMessages, this);
    }

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
        else if (field == JsonField.PreviousResponse) ContinuesAtProvider = true;
        else if (field == JsonField.Role) _first?.OnRole(escaped);
        else if (field == JsonField.UserId && !escaped.IsEmpty) UserId ??= escaped.ToArray();
    }

    public void OnText(ReadOnlySpan<byte> escaped) => _first?.OnText(escaped);

    public bool OnItem(JsonField field) => _first?.OnMessage(byUser: field == JsonField.Turn) ?? false;
}
