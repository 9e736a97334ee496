using TokenPak.Compression.Documents;
using TokenPak.Evaluation.Corpora;
using TokenPak.Local.Evaluation.Transcripts;

namespace TokenPak.Evaluation.Measures;

/// <summary>A request that holds one call and its result.</summary>
internal static class SampleRequest
{
    public static byte[] Write(Sample sample) => RequestWriter.Write(
        new Transcript(sample.Name, "", [new Entry(EntryKind.Call, sample.Arguments, sample.Tool, "call_1"), new Entry(EntryKind.Result, sample.Text, Id: "call_1")]),
        2,
        PromptDialect.AnthropicMessages);
}
