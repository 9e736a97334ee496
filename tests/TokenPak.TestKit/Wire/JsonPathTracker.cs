using System.Globalization;
using System.Text.Json;

namespace TokenPak.TestKit.Wire;

/// <summary>Follows a reader and knows the path of the value it stands at.</summary>
internal sealed class JsonPathTracker
{
    private readonly List<(string? Name, int Index)> _levels = [];

    public string Current => string.Concat(_levels.Select((level, i) => level.Name is { } name ? (i == 0 ? name : "." + name) : level.Index >= 0 ? string.Create(CultureInfo.InvariantCulture, $"[{level.Index}]") : ""));

    public void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _levels[^1] = (reader.GetString(), -1);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _levels.RemoveAt(_levels.Count - 1);
                break;
            default:
                if (_levels.Count > 0 && _levels[^1].Name is null) _levels[^1] = (null, _levels[^1].Index + 1);
                if (reader.TokenType == JsonTokenType.StartObject) _levels.Add(("", -1));
                else if (reader.TokenType == JsonTokenType.StartArray) _levels.Add((null, -1));
                break;
        }
    }
}
