using System.Globalization;
using System.Text;
using System.Text.Json;
using TokenPak.Compression.Tests.Support;
using TokenPak.Local.Evaluation.Transcripts;

namespace TokenPak.Evaluation.Corpora;

/// <summary>What is measured without a folder of corpora: the demo's conversation, conversations and logs made by seeded generators.</summary>
internal static class OwnMaterial
{
    private const int Conversations = 6;
    private const int Turns = 24;

    public static IEnumerable<(string Name, Transcript[] Transcripts)> Transcripts()
    {
        yield return ("demo", [Demo()]);
        yield return ("generated", [.. Enumerable.Range(1, Conversations).Select(Generated)]);
    }

    public static Corpus Logs() => new("logs, whole", [.. Enumerable.Range(1, 4).Select(seed => LogReader.Sample($"service {seed}", Log(seed)))]);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Demo");

    private static Transcript Demo()
    {
        using var script = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "script.json")));
        var root = script.RootElement;
        var entries = new List<Entry> { new(EntryKind.User, Text(root.GetProperty("opening"))) };
        foreach (var turn in root.GetProperty("turns").EnumerateArray())
        {
            entries.Add(new Entry(EntryKind.Assistant, Text(turn.GetProperty("say"))));
            var first = entries.Count;
            foreach (var call in turn.GetProperty("calls").EnumerateArray())
                entries.Add(new Entry(EntryKind.Call, call.GetProperty("input").GetRawText(), Text(call.GetProperty("tool")), $"call_{entries.Count}"));
            var calls = turn.GetProperty("calls").EnumerateArray().ToArray();
            for (var i = 0; i < calls.Length; i++) entries.Add(new Entry(EntryKind.Result, Read(Text(calls[i].GetProperty("result"))), Id: entries[first + i].Id));
        }

        return new Transcript("harbour service", Read(Text(root.GetProperty("system"))), entries);
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    private static string Text(JsonElement element) => element.GetString() ?? "";

    private static Transcript Generated(int seed)
    {
        var conversation = new ConversationGenerator(seed).Generate(Turns);
        var entries = new List<Entry>();
        foreach (var turn in conversation.Turns)
        {
            if (turn.Text is not null)
            {
                entries.Add(new Entry(EntryKind.User, turn.Text));
                continue;
            }

            var id = $"call_{entries.Count}";
            entries.Add(new Entry(EntryKind.Call, turn.Arguments ?? "{}", turn.Tool, id));
            entries.Add(new Entry(EntryKind.Result, turn.Result ?? "", Id: id));
        }

        return new Transcript($"seed {seed}", conversation.System, entries);
    }

    private static string Log(int seed)
    {
        var random = new Random(seed);
        var time = new DateTime(2026, 3, 30, 4, 0, 0, DateTimeKind.Utc);
        var text = new StringBuilder();
        for (var i = 0; i < 600; i++)
        {
            time = time.AddMilliseconds(random.Next(3000));
            var stamp = time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{stamp} {random.Next(12) switch
            {
                0 => $"WARN  [worker-{random.Next(8)}] Retrying job {random.Next(100_000)} after {random.Next(9000)} ms",
                1 => $"ERROR [worker-{random.Next(8)}] Job {random.Next(100_000)} failed: connection to 10.0.{random.Next(4)}.{random.Next(255)}:5432 refused",
                < 6 => $"INFO  [http-{random.Next(4)}] GET /v1/ports/{random.Next(40)}/departures 200 {random.Next(400)} ms",
                _ => $"INFO  [worker-{random.Next(8)}] Job {random.Next(100_000)} finished in {random.Next(9000)} ms",
            }}\n");
        }

        return text.ToString();
    }
}
