using System.Text;

namespace TokenPak.TestKit.Upstream;

/// <summary>Server-sent events, one chunk an event.</summary>
public sealed class SseBuilder(string newLine = "\n")
{
    private readonly List<byte[]> _chunks = [];

    /// <summary>The events so far.</summary>
    public IReadOnlyList<byte[]> Chunks => _chunks;

    /// <summary>An event without a name (OpenAI chat, Gemini).</summary>
    public SseBuilder Data(string data)
    {
        _chunks.Add(Encoding.UTF8.GetBytes($"data: {data}{newLine}{newLine}"));
        return this;
    }

    /// <summary>A named event (Anthropic, OpenAI responses).</summary>
    public SseBuilder Event(string name, string data)
    {
        _chunks.Add(Encoding.UTF8.GetBytes($"event: {name}{newLine}data: {data}{newLine}{newLine}"));
        return this;
    }

    /// <summary>A comment, as keep-alives are sent.</summary>
    public SseBuilder Comment(string text)
    {
        _chunks.Add(Encoding.UTF8.GetBytes($": {text}{newLine}{newLine}"));
        return this;
    }

    /// <summary>The events of a recorded body, for asserting on names and data.</summary>
    public static IReadOnlyList<(string? Event, string Data)> Parse(ReadOnlySpan<byte> body)
    {
        var events = new List<(string?, string)>();
        string? name = null;
        var data = new List<string>();
        foreach (var line in Encoding.UTF8.GetString(body).ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data.Add(line[6..]);
            else if (line.Length == 0 && data.Count > 0)
            {
                events.Add((name, string.Join('\n', data)));
                name = null;
                data.Clear();
            }
        }

        return events;
    }
}
