using System.Text;

namespace TokenPak.Gateway.Observation;

/// <summary>A tree of wanted members. Arrays are transparent: their elements are looked at with the array's own node.</summary>
internal sealed class JsonShape
{
    private readonly List<(byte[] Name, JsonShape Node)> _members = [];

    /// <summary>What a scalar here is; <see cref="JsonField.None"/> where only what lies below is wanted.</summary>
    public JsonField Field { get; private set; }

    /// <summary>Builds a tree from dotted paths.</summary>
    public static JsonShape Of(params ReadOnlySpan<(string Path, JsonField Field)> wanted)
    {
        var root = new JsonShape();
        foreach (var (path, field) in wanted)
        {
            var node = root;
            foreach (var name in path.Split('.')) node = node.FindOrAdd(Encoding.UTF8.GetBytes(name));
            node.Field = field;
        }

        return root;
    }

    public JsonShape? Find(ReadOnlySpan<byte> name)
    {
        foreach (var (known, node) in _members)
        {
            if (name.SequenceEqual(known)) return node;
        }

        return null;
    }

    private JsonShape FindOrAdd(byte[] name)
    {
        if (Find(name) is { } node) return node;
        node = new JsonShape();
        _members.Add((name, node));
        return node;
    }
}
