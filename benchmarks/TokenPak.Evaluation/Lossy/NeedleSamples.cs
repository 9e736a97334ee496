using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using TokenPak.Evaluation.Corpora;

namespace TokenPak.Evaluation.Lossy;

/// <summary>Samples with something in them that a lossy form may not leave out.</summary>
internal static class NeedleSamples
{
    private const int Rows = 60;
    private const int MaxRow = 1500;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<Corpus> Read(CorpusFolder folder)
    {
        var maps = folder.Files("kv-retrieval", "*.gz").SelectMany(Maps).ToArray();
        if (maps.Length > 0) yield return new Corpus("keys that the question names", maps);
        var payloads = folder.Files("github-payloads", "*.json").Select(Outliers).OfType<Sample>().ToArray();
        if (payloads.Length > 0) yield return new Corpus("outliers among GitHub objects", payloads);
    }

    /// <summary>Every map with the question for one of its keys.</summary>
    private static IEnumerable<Sample> Maps(string file)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var map = new JsonObject(root.GetProperty("ordered_kv_records").EnumerateArray().Select(p => KeyValuePair.Create(p[0].GetString() ?? "", (JsonNode?)p[1].GetString())));
            var key = root.GetProperty("key").GetString() ?? "";
            yield return new Sample(key, map.ToJsonString(Relaxed), "get_resource", "{}")
            {
                Question = $"What is the value of the key \"{key}\"?",
                Needles = [key, root.GetProperty("value").GetString() ?? ""],
            };
        }
    }

    /// <summary>A list of one of a payload's objects, each with numbers of its own, and four among them that are unlike the others.</summary>
    private static Sample? Outliers(string file)
    {
        var name = CorpusFolder.NameOf(file);
        var random = new Random(name.Length + (name[0] * 31));
        if (Objects(JsonNode.Parse(File.ReadAllText(file))).Where(o => o.ToJsonString(Relaxed).Length is > 120 and < MaxRow).MaxBy(o => o.Count) is not { } model) return null;
        var rows = Enumerable.Range(0, Rows).Select(i =>
        {
            var row = (JsonObject)model.DeepClone();
            row["number"] = 1000 + i;
            row["duration"] = 200 + random.Next(20);
            row["kind"] = i % 2 == 0 ? "push" : "pull";
            return row;
        }).ToArray();
        var places = Enumerable.Range(5, Rows - 10).OrderBy(_ => random.Next()).Take(4).ToArray();
        rows[places[0]]["duration"] = 987_001;
        rows[places[1]]["rare_key"] = "needle-key-" + name;
        rows[places[2]]["kind"] = "needle-value";
        rows[places[3]]["message"] = "request failed: needle-error";
        return new Sample(name, new JsonArray([.. rows]).ToJsonString(Relaxed), "get_rows", "{}")
        {
            Question = "How long do these take?",
            Needles = ["987001", "needle-key-" + name, "needle-value", "needle-error"],
        };
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Objects(p.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };
}
