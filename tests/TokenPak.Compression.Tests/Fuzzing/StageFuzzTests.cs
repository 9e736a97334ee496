using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Json;
using TokenPak.Compression.Stages.Lossy;
using TokenPak.Compression.Stages.Lossy.Lines;
using TokenPak.Compression.Stages.Repeat;
using TokenPak.Compression.Tests.Stages;
using TokenPak.Compression.Tests.Stages.Diff;
using TokenPak.Compression.Tests.Stages.Log;
using TokenPak.Compression.Tests.Stages.Paths;
using TokenPak.Compression.Tests.Stages.Tables;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Fuzzing;

public sealed class StageFuzzTests
{
    public static TheoryData<byte> Reshaping => [StageId.Json, StageId.Paths, StageId.Log, StageId.Diff];

    [Theory]
    [MemberData(nameof(Reshaping))]
    public void Reshape_AnyText_ReadsBackExactly(byte id) => Fuzz.Run(rolls =>
    {
        var stage = StageCatalog.Ladder.First(s => s.Id == id && s.Kind == StageKind.Reshape);
        var text = id == StageId.Json ? Apply(new JsonStage(), MixedText.Of(rolls)) : MixedText.Of(rolls);
        using var output = new TextBuffer();
        if (!stage.TryApply(text, output)) return;
        var decoded = Decode(id, output.Text.ToString());
        var same = text == decoded || (id == StageId.Json && Essence(text) == Essence(decoded)); // blanks between JSON's tokens are no content
        Assert.True(same, $"--- text\n{text}\n--- encoded\n{output.Text}\n--- decoded\n{decoded}");
    });

    [Fact]
    public void Lines_AnyText_KeepsLinesVerbatimInOrderAndCountsTheRest() => Fuzz.Run(rolls =>
    {
        var text = MixedText.Of(rolls);
        var note = new OmissionNote("id");
        using var output = new TextBuffer();
        var block = new LossyBlock { Text = text, Content = ContentKind.Output, Kind = BlockKind.ToolResult, Question = Question.None, Omission = note };
        if (!new LinesStage().TryShorten(block, output)) return;
        var (lines, at, left) = (text.Split('\n'), 0, 0);
        foreach (var line in output.Text.ToString().Split('\n'))
        {
            if (at < lines.Length && line == lines[at]) at++;
            else if (System.Text.RegularExpressions.Regex.Match(line, @"^\[(?:TokenPak: )?lines (\d+)-(\d+) left out(?:, original id)?\]$") is { Success: true } gap && int.Parse(gap.Groups[1].Value) == at + 1)
                (left, at) = (left + int.Parse(gap.Groups[2].Value) - at, int.Parse(gap.Groups[2].Value));
            else Assert.Fail($"{line}\n--- in\n{output.Text}\n--- text\n{text}");
        }

        Assert.Equal((lines.Length, note.Parts), (at, left));
    });

    [Fact]
    public void Format_AnyText_DropsNothingButBlanksAndSequences() => Fuzz.Run(rolls =>
    {
        var text = MixedText.Of(rolls);
        foreach (var stage in StageCatalog.Ladder.Where(s => s.Kind == StageKind.Format && s.Id != StageId.Ansi))
            Assert.True(Essence(text) == Essence(Apply(stage, text)), $"{StageId.Names[stage.Id]}\n{text}");
        var once = Apply(StageCatalog.Ladder[0], text);
        var said = Words(once, strip: false); // what is left of broken sequences can look like one
        Assert.True(Words(text, strip: true).All(w => said.Exists(s => s.StartsWith(w, StringComparison.Ordinal))), $"ansi hides words\n{text}\n---\n{once}");
    });

    [Fact]
    public void Repeat_AnyTwoTexts_ReadBackExactly() => Fuzz.Run(rolls =>
    {
        var earlier = MixedText.Of(rolls);
        var later = Spliced(earlier, MixedText.Of(rolls), rolls);
        using var index = new LineIndex();
        index.Add(earlier, "result 1", "make");
        using var output = new TextBuffer();
        if (!RepeatStage.TryApply(later, rolls.OneIn(2) ? ContentKind.File : ContentKind.Output, StageId.Repeat, index, Compiled.Engine.Counter, output)) return;
        var decoder = new RepeatDecoder();
        decoder.Decode(BlockKind.ToolResult, earlier);
        var decoded = decoder.Decode(BlockKind.ToolResult, output.Text.ToString());
        Assert.True(later == decoded, $"--- earlier\n{earlier}\n--- later\n{later}\n--- encoded\n{output.Text}\n--- decoded\n{decoded}");
    });

    [Theory]
    [InlineData(StageId.Json)]
    [InlineData(StageId.Paths)]
    [InlineData(StageId.Log)]
    public void Repeat_AStagesForm_ReadsBackAndLeavesRowsBelowTheirHeading(byte id) => Fuzz.Run(rolls =>
    {
        var stage = StageCatalog.Ladder.First(s => s.Id == id && s.Kind == StageKind.Reshape);
        var plain = MixedText.Of(rolls);
        var spliced = Spliced(plain, MixedText.Of(rolls), rolls);
        var (earlier, later) = (Apply(stage, plain), Apply(stage, spliced));
        if (earlier == plain || later == spliced) return; // no form
        using var index = new LineIndex();
        index.Add(earlier, "result 1", "make", form: id);
        using var output = new TextBuffer();
        if (!RepeatStage.TryApply(later, ContentKind.Output, id, index, Compiled.Engine.Counter, output)) return;
        var decoder = new RepeatDecoder();
        decoder.Decode(BlockKind.ToolResult, earlier);
        var decoded = decoder.Decode(BlockKind.ToolResult, output.Text.ToString());
        Assert.True(later == decoded, $"--- earlier\n{earlier}\n--- later\n{later}\n--- encoded\n{output.Text}\n--- decoded\n{decoded}");

        var shown = Shown(output.Text.ToString());
        if (shown.Count == 0) return; // the whole text is a pointer
        using var lines = new LineKeys(later, 0, id);
        for (var i = 0; i < lines.Lines.Length; i++)
        {
            var heading = i - lines.Lines[i].Below;
            Assert.True(i >= lines.Legend || shown.Contains(i), $"the legend's line {i} is gone\n--- encoded\n{output.Text}");
            Assert.True(!shown.Contains(i) || shown.Contains(heading), $"line {i} lost its heading, line {heading}\n--- later\n{later}\n--- encoded\n{output.Text}");
        }
    });

    /// <summary>The places of the lines that do not stand behind a pointer.</summary>
    private static HashSet<int> Shown(string text)
    {
        var shown = new HashSet<int>();
        var place = 0;
        foreach (var line in text.Split('\n'))
        {
            if (RepeatPointer.IsLike(line)) place += RepeatPointer.LinesOf(line);
            else shown.Add(place++);
        }

        return shown;
    }

    /// <summary>A text that has pieces of the other, some of them numbered or with moved numbers.</summary>
    private static string Spliced(string earlier, string other, TextRolls rolls)
    {
        var lines = earlier.Split('\n');
        var from = rolls.Next(lines.Length);
        var piece = lines.Skip(from).Take(1 + rolls.Next(lines.Length)).ToArray();
        if (rolls.OneIn(3)) piece = [.. piece.Select((l, i) => $"{i + 1 + rolls.Next(2)}:{l}")];
        return string.Join('\n', rolls.OneIn(2) ? [.. other.Split('\n'), .. piece] : [.. piece, .. other.Split('\n'), .. piece]);
    }

    private static string Decode(byte id, string text) => id switch
    {
        StageId.Json => TableDecoder.Decode(text),
        StageId.Paths => PathDecoder.Decode(text),
        StageId.Log => LogDecoder.Decode(text),
        _ => DiffDecoder.Decode(text),
    };

    private static string Apply(IBlockStage stage, string text)
    {
        using var output = new TextBuffer();
        return stage.TryApply(text, output) ? output.Text.ToString() : text;
    }

    private static string Essence(string text) => string.Concat(text.Where(c => c is not (' ' or '\t' or '\r' or '\n')));

    /// <summary>The letters of every state of every line: a redrawn state may go only where its words are said again.</summary>
    private static List<string> Words(string text, bool strip)
    {
        var words = new HashSet<string>();
        using var plain = new TextBuffer();
        foreach (var line in text.Split('\n'))
        {
            plain.Clear();
            if (strip) Compression.Stages.Ansi.EscapeSequences.Strip(line, plain);
            else plain.Append(line);
            words.UnionWith(plain.Text.ToString().Split('\r').Select(state => string.Concat(state.Where(char.IsLetter))).Where(state => state.Length > 0));
        }

        return [.. words];
    }
}
