using System.Text.Encodings.Web;
using System.Text.Json;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Routing;

/// <summary>Replaces the model that a body names: the one change of the router's, byte for byte.</summary>
internal static class ModelSplices
{
    /// <summary>The splices that make the body ask for a model: one for each <c>model</c> at its top, as some parsers take the first and some the last. None where it is no JSON object.</summary>
    /// <param name="body">The body, without a byte order mark.</param>
    /// <param name="model">The model to ask for.</param>
    public static IReadOnlyList<Splice> Find(ReadOnlySpan<byte> body, string model)
    {
        var replacement = JsonEncodedText.Encode(model, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();
        List<Splice> splices = [];
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return [];
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isModel = reader.ValueTextEquals("model"u8);
                reader.Read();
                if (isModel && reader.TokenType == JsonTokenType.String) splices.Add(new Splice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, replacement, 0, 0, IsNew: true));
                else reader.Skip();
            }
        }
        catch (JsonException)
        {
            // The provider will say so; nothing is changed in what cannot be understood.
            return [];
        }

        return splices;
    }

    /// <summary>Both lists as one, in the order of the body.</summary>
    public static IReadOnlyList<Splice> Merge(IReadOnlyList<Splice> some, IReadOnlyList<Splice> others) =>
        some.Count == 0 ? others : others.Count == 0 ? some : [.. some.Concat(others).OrderBy(splice => splice.Offset)];
}
