using System.Text.Json;
using TokenPak.Local.Evaluation.Transcripts;

namespace TokenPak.Evaluation.Corpora;

/// <summary>tau-bench's dialogues (<c>tau-bench/*.json</c>): an array of conversations with messages in OpenAI's form.</summary>
internal static class TauBenchReader
{
    public static IEnumerable<Transcript> Read(CorpusFolder folder)
    {
        foreach (var file in folder.Files("tau-bench", "*.json"))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var number = 0;
            foreach (var dialogue in json.RootElement.EnumerateArray()) yield return ChatMessages.Read($"{CorpusFolder.NameOf(file)} {++number}", dialogue.GetProperty("traj"));
        }
    }
}
