using System.Text.Json;

namespace TokenPak.Evaluation.Reports;

/// <summary>The report's figures for programs.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static string Write(Report report) => JsonSerializer.Serialize(
        new
        {
            report.Faults,
            Conversations = report.Conversations.Select(c => new
            {
                c.Corpus,
                c.Dialect,
                c.BlocksBefore,
                c.BlocksAfter,
                c.SavedPercent,
                Bills = c.Bills().Select(b => new { b.Model, b.Cache, b.Mean, b.Worst, b.Best, b.Higher }),
                Kinds = c.Kinds().Select(k => new { k.Kind, k.Blocks, k.Before, k.After }),
                Stages = c.Stages().Select(s => new { s.Stage, s.Tokens }),
                Each = c.Results.Select((r, i) => new { r.Name, r.Requests, r.Untouched, r.ChangedLater, r.PromptBefore, r.PromptAfter, r.BlockTokensBefore, r.BlockTokensAfter, r.Bills, Check = c.Checks[i] }),
            }),
            report.Ceilings,
            report.Stages,
            report.Json,
            report.Peers,
            report.Answers,
            Retention = report.Retention.Select(r => new { r.Corpus, r.What, r.Sent, r.Kept }),
        },
        Options);
}
