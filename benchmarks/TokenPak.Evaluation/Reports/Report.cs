using TokenPak.Evaluation.Lossy;
using TokenPak.Evaluation.Measures;

namespace TokenPak.Evaluation.Reports;

/// <summary>Everything that one run measured.</summary>
internal sealed class Report
{
    public List<StageRow> Stages { get; } = [];

    public List<(string Corpus, string What, long Sent, long Kept)> Retention { get; } = [];

    public List<JsonRow> Json { get; } = [];

    public List<AnswerRow> Answers { get; } = [];

    public List<PeerRow> Peers { get; } = [];

    public List<RetrievalRow> Retrievals { get; } = [];

    public List<LossRow> Losses { get; } = [];

    public List<ConversationRow> Conversations { get; } = [];

    public List<CeilingRow> Ceilings { get; } = [];

    public bool HasToon { get; set; }

    /// <summary>What must be none: higher bills, failed edits, bytes changed later, blocks that do not read back, facts lost, needles out of place.</summary>
    public int Faults =>
        Conversations.Sum(c => c.Bills().Sum(b => b.Higher) + c.Results.Sum(r => r.ChangedLater) + c.Checks.Sum(x => x.Failed + x.Replaced - x.Exact))
        + Retrievals.Sum(r => r.Bills.Count(b => b.IsHigher)) + (int)Losses.Sum(l => l.Needles - l.InPlace) + Stages.Sum(s => s.Applied - s.Exact) + (int)Retention.Sum(r => r.Sent - r.Kept);
}
