using System.Text.Json;

namespace TokenPak.TestKit.Upstream;

/// <summary>Checks that the three request validators share; each says what is wrong in the provider's words.</summary>
internal sealed class Shape(Func<string, string?, ApiError> refuse)
{
    public RefusedException Wrong(string message, string? param = null) => new(refuse(message, param));

    public void OnlyMembers(JsonElement value, HashSet<string> known, Func<string, string> message)
    {
        IsObject(value, "");
        foreach (var member in value.EnumerateObject())
        {
            if (!known.Contains(member.Name)) throw Wrong(message(member.Name), member.Name);
        }
    }

    public JsonElement Required(JsonElement value, string name, JsonValueKind kind, string where)
    {
        IsObject(value, where);
        if (!value.TryGetProperty(name, out var member)) throw Wrong($"{where}{name}: Field required", where + name);
        return member.ValueKind == kind || (kind == JsonValueKind.True && member.ValueKind == JsonValueKind.False)
            ? member
            : throw Wrong($"{where}{name}: Input should be a valid {Name(kind)}", where + name);
    }

    public void IsObject(JsonElement value, string where)
    {
        if (value.ValueKind != JsonValueKind.Object) throw Wrong($"{where.TrimEnd('.')}: Input should be a valid dictionary", where.TrimEnd('.'));
    }

    public string RequiredText(JsonElement value, string name, string where) => Text(Required(value, name, JsonValueKind.String, where), where + name);

    public JsonElement? Optional(JsonElement value, string name, string where, params JsonValueKind[] kinds)
    {
        IsObject(value, where);
        if (!value.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null) return null;
        return kinds.Contains(member.ValueKind) ? member : throw Wrong($"{where}{name}: Input should be a valid {Name(kinds[0])}", where + name);
    }

    /// <summary>A string that is one: a lone surrogate is refused, as the providers' own parsers do.</summary>
    public string Text(JsonElement value, string where)
    {
        try
        {
            return value.GetString() ?? throw Wrong($"{where}: Input should be a valid string", where);
        }
        catch (InvalidOperationException)
        {
            throw Wrong($"{where}: The string holds no valid Unicode", where);
        }
    }

    public void Base64(string data, string where)
    {
        if (data.Length == 0 || !Convert.TryFromBase64String(data, new byte[data.Length], out _)) throw Wrong($"{where}: Invalid base64 data", where);
    }

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dictionary",
        JsonValueKind.True => "boolean",
        JsonValueKind.Number => "number",
        _ => "string",
    };
}
