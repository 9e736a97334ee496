using TokenPak.Compression.Documents;

namespace TokenPak.Local.Evaluation.Transcripts;

/// <summary>A conversation as it was recorded; its requests are the ones that an agent would have sent, turn by turn.</summary>
internal sealed record Transcript(string Name, string System, IReadOnlyList<Entry> Entries)
{
    public Conversation As(PromptDialect dialect) => new(Name, dialect, () => Requests(dialect));

    private IEnumerable<ConversationRequest> Requests(PromptDialect dialect)
    {
        for (var i = 0; i < Entries.Count; i++)
        {
            // The model speaks here: what stands before is what it was sent.
            if (!Entries[i].IsAssistant || (i > 0 && Entries[i - 1].IsAssistant) || i == 0) continue;
            yield return new ConversationRequest(RequestWriter.Write(this, i, dialect), Entries[i].Time);
        }

        // A transcript that ends with an answer to the model was sent once more.
        if (Entries.Count > 0 && !Entries[^1].IsAssistant) yield return new ConversationRequest(RequestWriter.Write(this, Entries.Count, dialect), Entries[^1].Time);
    }
}
