using System.Globalization;
using System.Text;

namespace TokenPak.Evaluation.Reports;

/// <summary>The report as Markdown tables.</summary>
internal static class MarkdownReport
{
    public static string Write(Report report)
    {
        var text = new StringBuilder();
        Conversations(text, report);
        Stages(text, report);
        Json(text, report);
        Peers(text, report);
        Retention(text, report);
        Answers(text, report);
        Losses(text, report);
        return text.ToString();
    }

    private static void Conversations(StringBuilder text, Report report)
    {
        Table(text, "Conversations", "corpus | form | conversations | requests | tool tokens before | after | saved | read back | edits tried | failed | bytes changed later");
        foreach (var c in report.Conversations.SelectMany(c => c.WithHeldBack()))
        {
            Row(text, $"{c.Corpus} | {c.Dialect} | {c.Results.Count} | {c.Results.Sum(r => r.Requests):N0} | {c.BlocksBefore:N0} | {c.BlocksAfter:N0} | {c.SavedPercent:N1} % | {c.Checks.Sum(x => x.Exact):N0} of {c.Checks.Sum(x => x.Replaced):N0} | {c.Checks.Sum(x => x.Edits):N0} | {c.Checks.Sum(x => x.Failed)} | {c.Results.Sum(r => r.ChangedLater)}");
        }

        Table(text, "Prompt bill against direct, each conversation weighing the same", "corpus | form | model | cache | saved, mean | worst | best | higher bills");
        foreach (var c in report.Conversations.SelectMany(c => c.WithHeldBack()))
        {
            foreach (var b in c.Bills()) Row(text, $"{c.Corpus} | {c.Dialect} | {b.Model} | {b.Cache} | {b.Mean:N1} % | {b.Worst:N1} % | {b.Best:N1} % | {b.Higher}");
        }

        Table(text, "If every line that the conversation has seen before cost nothing", "corpus | form | tool tokens before | after | saved | best bill: model | saved, mean");
        foreach (var c in report.Ceilings) Row(text, $"{c.Corpus} | {c.Dialect} | {c.Before:N0} | {c.After:N0} | {Percent(c.Before, c.After)} | {c.Model} | {c.Bill:N1} %");

        Table(text, "Tool results by kind", "corpus | form | kind | blocks | tokens before | after | saved");
        foreach (var c in report.Conversations)
        {
            foreach (var k in c.Kinds()) Row(text, $"{c.Corpus} | {c.Dialect} | {k.Kind} | {k.Blocks:N0} | {k.Before:N0} | {k.After:N0} | {Percent(k.Before, k.After)}");
        }

        Table(text, "Tokens that each stage saved in the last requests", "corpus | form | stage | tokens");
        foreach (var c in report.Conversations)
        {
            foreach (var s in c.Stages()) Row(text, $"{c.Corpus} | {c.Dialect} | {s.Stage} | {s.Tokens:N0}");
        }
    }

    private static void Stages(StringBuilder text, Report report)
    {
        Table(text, "Single blocks, stage by stage", "corpus | stage | blocks | shortened | read back exactly | tokens before | after | saved | p50 ms | p99 ms");
        foreach (var s in report.Stages)
            Row(text, $"{s.Corpus} | {s.Stage} | {s.Blocks:N0} | {s.Applied:N0} | {s.Exact:N0} | {s.Before:N0} | {s.After:N0} | {s.SavedPercent:N1} % | {s.P50:N2} | {s.P99:N2}");
    }

    private static void Json(StringBuilder text, Report report)
    {
        if (report.Json.Count == 0) return;
        Table(text, "JSON beside compact JSON and TOON", "corpus | samples | as sent | compact | TOON | ours | ours against compact");
        foreach (var j in report.Json) Row(text, $"{j.Corpus} | {j.Samples} | {j.Sent:N0} | {j.Compact:N0} | {j.Toon?.ToString("N0", CultureInfo.InvariantCulture) ?? "not run"} | {j.Ours:N0} | {j.AgainstCompact:N1} %");
    }

    private static void Peers(StringBuilder text, Report report)
    {
        if (report.Peers.Count == 0) return;
        Table(text, "Headroom's recorded outputs (lossy) beside ours (lossless)", "corpus | samples | tokens | theirs | ours");
        foreach (var p in report.Peers) Row(text, $"{p.Corpus} | {p.Samples} | {p.Before:N0} | {p.Theirs:N0} (−{Percent(p.Before, p.Theirs)}) | {p.Ours:N0} (−{Percent(p.Before, p.Ours)})");
    }

    private static void Retention(StringBuilder text, Report report)
    {
        Table(text, "Facts sent, and facts read back", "corpus | what | sent | read back");
        foreach (var (corpus, what, sent, kept) in report.Retention) Row(text, $"{corpus} | {what} | {sent:N0} | {kept:N0}");
    }

    private static void Answers(StringBuilder text, Report report)
    {
        if (report.Answers.Count == 0) return;
        Table(text, "Lossy stages, and what they keep in place", "corpus | stage | texts | shortened | tokens before | after | saved | facts | kept | another tool's tokens | p50 ms | p99 ms");
        foreach (var a in report.Answers)
        {
            Row(text, $"{a.Corpus} | {a.Stage} | {a.Texts:N0} | {a.Shortened:N0} | {a.Before:N0} | {a.After:N0} | {Percent(a.Before, a.After)} | {a.Asked:N0} | {(a.Asked > 0 ? a.KeptPercent.ToString("N1", CultureInfo.InvariantCulture) + " %" : "–")} | {a.Theirs?.ToString("N0", CultureInfo.InvariantCulture) ?? "–"} | {a.P50:N2} | {a.P99:N2}");
        }
    }

    private static void Losses(StringBuilder text, Report report)
    {
        Table(text, "Prompt bill in mode aggressive, each original that is needed fetched by a turn of its own", "corpus | form | conversations | results with something left out | fetched | model | saved, mean | worst | best | higher bills");
        foreach (var r in report.Retrievals)
        {
            foreach (var b in r.ByModel()) Row(text, $"{r.Corpus} | {r.Dialect} | {r.Conversations} | {r.Losses} | {r.Fetched} | {b.Model} | {b.Mean:N1} % | {b.Worst:N1} % | {b.Best:N1} % | {b.Higher}");
        }

        Table(text, "Mode aggressive", "corpus | samples | with something left out | tokens | lossless | aggressive | left out, recoverable | needles | in place");
        foreach (var l in report.Losses)
        {
            Row(text, $"{l.Corpus} | {l.Samples} | {l.Lossy} | {l.Before:N0} | {l.Lossless:N0} (−{Percent(l.Before, l.Lossless)}) | {l.After:N0} (−{Percent(l.Before, l.After)}) | {l.Lossless - l.After:N0} | {l.Needles:N0} | {l.InPlace:N0}");
        }
    }

    private static void Table(StringBuilder text, string title, string columns)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {title}\n\n| {columns} |\n|{string.Concat(columns.Split('|').Select(_ => "---|"))}\n");
    }

    private static void Row(StringBuilder text, FormattableString cells) => text.Append("| ").Append(FormattableString.Invariant(cells)).Append(" |\n");

    private static string Percent(long before, long after) => (before > 0 ? (before - after) * 100.0 / before : 0).ToString("N1", CultureInfo.InvariantCulture) + " %";
}
