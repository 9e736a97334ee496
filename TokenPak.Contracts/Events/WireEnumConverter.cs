using System.Text.Json;
using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Events;

/// <summary>Writes a number, which a reader that does not know its name keeps as it is; reads names as well, an unknown one as the first value.</summary>
/// <typeparam name="T">An enum with <see cref="int"/> values.</typeparam>
internal sealed class WireEnumConverter<T> : JsonConverter<T> where T : struct, Enum
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => (T)Enum.ToObject(typeof(T), reader.GetInt32()),
        JsonTokenType.String => Enum.TryParse<T>(reader.GetString(), ignoreCase: true, out var value) ? value : default,
        _ => throw new JsonException(),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(((IConvertible)value).ToInt32(null));
}
