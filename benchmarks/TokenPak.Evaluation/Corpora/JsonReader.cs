using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TokenPak.Evaluation.Corpora;

/// <summary>JSON that tools answer with: single payloads (<c>github-payloads</c>), maps of keys (<c>kv-retrieval</c>).</summary>
internal static class JsonReader
{
    private const int MaxMaps = 40;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<Corpus> Read(CorpusFolder folder)
    {
        var payloads = folder.Files("github-payloads", "*.json").Select(f => Sample(CorpusFolder.NameOf(f), File.ReadAllText(f))).ToArray();
        if (payloads.Length > 0) yield return new Corpus("JSON objects", payloads);

        var maps = folder.Files("kv-retrieval", "*.gz").SelectMany(Maps).ToArray();
        if (maps.Length > 0) yield return new Corpus("JSON maps", maps);
    }

    private static IEnumerable<Sample> Maps(string file)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        for (var i = 0; i < MaxMaps && lines.ReadLine() is { } line; i++)
        {
            using var json = JsonDocument.Parse(line);
            var map = new JsonObject(json.RootElement.GetProperty("ordered_kv_records").EnumerateArray().Select(p => KeyValuePair.Create(p[0].GetString() ?? "", (JsonNode?)p[1].GetString())));
            yield return Sample($"map {i + 1}", map.ToJsonString(Indented));
        }
    }

    private static Sample Sample(string name, string text) => new(name, text, "get_resource", """{"id":1}""");
}
