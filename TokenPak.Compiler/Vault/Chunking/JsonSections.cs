using System.Text;
using System.Text.Json;

namespace TokenPak.Compiler.Vault.Chunking;

/// <summary>A section for each member of the root object, or element of the root array.</summary>
internal static class JsonSections
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static List<Section> Find(SourceText source)
    {
        var sections = new List<Section>();
        var bytes = Encoding.UTF8.GetBytes(source.Text);
        var lines = new LineCounter(bytes);
        var reader = new Utf8JsonReader(bytes, Lenient);
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) continue;
                var isMember = reader.TokenType == JsonTokenType.PropertyName;
                var line = lines.LineAt((int)reader.TokenStartIndex);
                if (sections.Count == 0 || sections[^1].Line < line) sections.Add(new Section(line, isMember ? reader.GetString() ?? "" : "", Weak: !isMember));
                if (isMember) reader.Read();
                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Cut where it is understood; the rest is one section.
        }

        return sections;
    }

    private sealed class LineCounter(byte[] bytes)
    {
        private int _at;
        private int _line;

        public int LineAt(int position)
        {
            _line += bytes.AsSpan(_at, position - _at).Count((byte)'\n');
            _at = position;
            return _line;
        }
    }
}
