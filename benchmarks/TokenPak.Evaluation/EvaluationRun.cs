using Spectre.Console;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Html;
using TokenPak.Compression.Stages.Lossy;
using TokenPak.Compression.Stages.Prose;
using TokenPak.Compression.Stages.Skeleton;
using TokenPak.Evaluation.Corpora;
using TokenPak.Evaluation.Lossy;
using TokenPak.Evaluation.Measures;
using TokenPak.Evaluation.Reports;
using TokenPak.Evaluation.Toon;
using TokenPak.Local.Evaluation.Replay;
using TokenPak.Local.Evaluation.Transcripts;

namespace TokenPak.Evaluation;

/// <summary>Measures everything that a folder of corpora holds.</summary>
internal sealed class EvaluationRun(CorpusFolder? folder, string? toonFolder, string only)
{
    private static readonly PromptDialect[] Forms = [PromptDialect.AnthropicMessages, PromptDialect.OpenAIChat];

    private readonly CompressionEngine _engine = new();

    public Report Run(ProgressContext progress)
    {
        var report = new Report();
        var measure = new StageMeasure(_engine.Counter);
        var loss = new AggressiveMeasure(_engine);
        using var toon = ToonProcess.Start(toonFolder);
        report.HasToon = toon is not null;
        foreach (var (name, transcripts) in Transcripts().Where(t => IsAsked(t.Name)))
        {
            foreach (var form in Forms)
            {
                report.Conversations.Add(Replay(name, transcripts, form, progress));
                report.Retrievals.Add(new RetrievalBill(_engine).Run(name, transcripts, form));
                report.Ceilings.Add(new Ceiling(_engine).Run(name, transcripts, form));
            }
        }

        foreach (var corpus in Corpora(Transcripts()).Where(c => IsAsked(c.Name)))
        {
            var task = progress.AddTask(corpus.Name, maxValue: 1);
            if (corpus.Samples.All(s => s.PeerOutput is not null)) report.Peers.Add(PeerRow.Of(corpus, measure, _engine.Counter));
            report.Stages.AddRange(measure.Run(corpus));
            if (corpus.Name.StartsWith("JSON", StringComparison.Ordinal)) report.Json.Add(JsonRow.Of(corpus, measure, _engine.Counter, toon));
            report.Losses.Add(loss.Run(corpus));
            if (corpus.Samples.All(s => s.PeerOutput is null))
            {
                var (what, sent, kept) = Retention.Of(corpus, measure);
                report.Retention.Add((corpus.Name, what, sent, kept));
            }

            task.Increment(1);
        }

        foreach (var (name, stage, texts) in AskedTexts().Where(t => IsAsked(t.Name))) report.Answers.AddRange(LossyMeasure.Run(name, StageId.Names[stage.Id], texts, stage, _engine.Counter));
        foreach (var corpus in (folder is null ? [] : NeedleSamples.Read(folder)).Where(c => IsAsked(c.Name))) report.Losses.Add(loss.Run(corpus));
        return report;
    }

    private IEnumerable<(string Name, ILossyStage Stage, AskedText[] Texts)> AskedTexts()
    {
        foreach (var (name, texts) in folder is null ? [] : QuestionReader.Read(folder)) yield return (name, new ProseStage(), texts);
        yield return ("pages", new HtmlStage(), PageMaker.Read());
        yield return ("code, C#", new SkeletonStage(), CodeReader.OwnCode());
        if (folder is not null) yield return ("code, Python", new SkeletonStage(), CodeReader.Python(SweAgentReader.Read(folder)));
    }

    private bool IsAsked(string name) => name.Contains(only, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<(string Name, Transcript[] Transcripts)> Transcripts()
    {
        if (folder is null)
        {
            foreach (var own in OwnMaterial.Transcripts()) yield return own;
            yield break;
        }

        if (SweAgentReader.Read(folder).ToArray() is { Length: > 0 } trajectories) yield return ("swe-agent", trajectories);
        if (TauBenchReader.Read(folder).ToArray() is { Length: > 0 } dialogues) yield return ("tau-bench", dialogues);
    }

    private IEnumerable<Corpus> Corpora(IEnumerable<(string Name, Transcript[] Transcripts)> conversations)
    {
        foreach (var (name, transcripts) in conversations)
        {
            var results = ResultSamples.Of(name, transcripts);
            if (results.Samples.Count > 0) yield return results;
        }

        yield return GeneratedLists.Read();
        if (SearchRunner.Read() is { } search) yield return search;
        if (folder is null)
        {
            yield return OwnMaterial.Logs();
            yield break;
        }

        foreach (var corpus in LogReader.Read(folder)) yield return corpus;
        foreach (var corpus in JsonReader.Read(folder)) yield return corpus;
        foreach (var corpus in PeerReader.Read(folder)) yield return corpus;
    }

    private ConversationRow Replay(string name, Transcript[] transcripts, PromptDialect form, ProgressContext progress)
    {
        var task = progress.AddTask($"{name}, {form}", maxValue: transcripts.Length);
        var replay = new ConversationReplay(_engine, CompressionMode.Full);
        var check = new ConversationCheck(_engine, CompressionMode.Full);
        var results = new List<ReplayResult>();
        var checks = new List<CheckResult>();
        foreach (var transcript in transcripts)
        {
            results.Add(replay.Run(transcript.As(form)));
            // Without markers nothing waits for a cache minimum: every block is compiled, and read back.
            checks.Add(check.Run(RequestWriter.Write(transcript, transcript.Entries.Count, form, markers: false), form, "anthropic"));
            task.Increment(1);
        }

        return new ConversationRow(name, form.ToString(), results, checks);
    }
}
