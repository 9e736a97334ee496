using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Prose;
using TokenPak.Compression.Tests.Stages.Lossy;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Stages.Prose;

public sealed class ProseStageTests
{
    private static readonly string Filler = ProseText.Of(new TextRolls(7), 10);

    private static string? Shorten(string text, string question = "") => Shortened.By(new ProseStage(), text, question);

    [Fact]
    public void Shorten_WithAQuestion_KeepsItsAnswerAndHalfOfTheTokens()
    {
        const string Answer = "The tide gauge was invented by Ada Holm, who sold it to the pilots.";
        var text = Filler.Insert(Filler.IndexOf("\n\n", Filler.Length / 2, StringComparison.Ordinal), " " + Answer);

        var kept = Shorten(text, "Who invented the tide gauges?");

        Assert.Contains(Answer, kept, StringComparison.Ordinal);
        var (before, after) = (Compiled.Engine.Counter.Count(text), Compiled.Engine.Counter.Count(kept));
        Assert.InRange(after * 100.0 / before, 40, 52);
    }

    [Fact]
    public void Shorten_WithoutAQuestion_KeepsFirstAndLast()
    {
        var kept = Shorten("This report is about the tides of the bay.\n\n" + Filler + "\n\nNobody has measured them since the gauge was stolen.");

        Assert.NotNull(kept);
        Assert.StartsWith("This report is about the tides of the bay.", kept, StringComparison.Ordinal);
        Assert.EndsWith("Nobody has measured them since the gauge was stolen.", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Shorten_WhereTheQuestionTellsNothing_KeepsWhatIsCentral()
    {
        string[] central = [.. Enumerable.Range(0, 12).Select(i => $"The keeper of the lighthouse wrote the depth of the narrows in his book on day {Letters(i)}.")];
        string[] aside = [.. Enumerable.Range(0, 12).Select(i => $"Yesterday {Letters(i)}nut {Letters(i)}wick grew {Letters(i)}blooms beside some {Letters(i)}ware kettles and {Letters(i)}some pans.")];
        var text = string.Join(" ", central.Zip(aside, (a, b) => $"{b} {a}")) + " A report about pumps ends here.";

        var kept = Shorten(text, "Please summarize the report.");

        Assert.NotNull(kept);
        Assert.True(central.Count(s => kept.Contains(s, StringComparison.Ordinal)) > aside.Count(s => kept.Contains(s, StringComparison.Ordinal)) * 2, kept);

        static string Letters(int i) => new((char)('b' + i), 3);
    }

    [Fact]
    public void Shorten_FirstGap_NamesTheOriginalAndLaterOnesDoNot()
    {
        var kept = Shorten(Filler, "Which market was sold to a merchant?");

        Assert.NotNull(kept);
        Assert.Equal(2, kept.Split("original " + Shortened.Id).Length);
        Assert.Matches(@"\[(lines?|sentences?) \d+(-\d+)? left out\]", kept);
    }

    [Theory]
    [InlineData("ERROR: the gauge does not answer.")]
    [InlineData("Warning: do not open the valve while the pump runs.")]
    [InlineData("**Caution!** The valve is hot.")]
    [InlineData("System.TimeoutException: no answer from the gauge in 30 s")]
    [InlineData("The pump stopped with FATAL in its log.")]
    public void Shorten_ErrorsAndWarnings_AreKept(string line) =>
        Assert.Contains(line, Shorten(Filler.Insert(Filler.IndexOf("\n\n", Filler.Length / 3, StringComparison.Ordinal) + 2, line + "\n\n"), "When was the library opened?"), StringComparison.Ordinal);

    [Theory]
    [InlineData("What happened to vessel NB-4711?", "The vessel NB-4711 was last seen off the cape.")]
    [InlineData("Who wrote \"the quiet water\"?", "Somebody left The Quiet Water on a bench, unsigned.")]
    public void Shorten_WhatTheQuestionNames_IsKept(string question, string sentence) =>
        Assert.Contains(sentence, Shorten(Filler.Insert(Filler.IndexOf("\n\n", Filler.Length / 2, StringComparison.Ordinal), " " + sentence), question), StringComparison.Ordinal);

    [Fact]
    public void Shorten_KeptText_StandsBelowItsHeadings()
    {
        var text = $"# Bay\n\n{Filler}\n\n## Gauges\n\n### History\n\nThe tide gauge was invented by Ada Holm. She sold it to the pilots of the bay.\n\n# Other\n\n{ProseText.Of(new TextRolls(8), 4)}";

        var kept = Shorten(text, "Who invented the tide gauge?");

        Assert.NotNull(kept);
        Assert.Matches(@"(?s)# Bay.*## Gauges\s+### History\s+The tide gauge was invented", kept);
    }

    [Fact]
    public void Shorten_ItemsOfAList_KeepWhatLeadsThemIn()
    {
        var text = $"{Filler}\n\nThe pilots measured these depths in fathoms:\n\n- the inner harbour 4.5\n- the narrows by the mill 11\n- the open roads 23\n\n{ProseText.Of(new TextRolls(9), 4)}";

        var kept = Shorten(text, "How deep are the narrows by the mill?");

        Assert.Contains("The pilots measured these depths in fathoms:", kept, StringComparison.Ordinal);
        Assert.Contains("- the narrows by the mill 11", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Shorten_RowsOfATable_KeepTheirHeader()
    {
        var text = $"{Filler}\n\n| place | fathoms |\n|---|---|\n| inner harbour | 4.5 |\n| narrows | 11 |\n\n{ProseText.Of(new TextRolls(9), 4)}";

        var kept = Shorten(text, "How many fathoms has the narrows?");

        Assert.Contains("| place | fathoms |\n|---|---|\n", kept, StringComparison.Ordinal);
        Assert.Contains("| narrows | 11 |", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Shorten_FencedCode_IsKeptOrLeftOutWhole()
    {
        const string Code = "```sh\ngauge --read\n\ngauge --calibrate\n```";

        var kept = Shorten($"{Filler}\n\n{Code}\n\n{Filler.Replace("the", "a", StringComparison.Ordinal)}", "How do I calibrate the gauge?");

        Assert.Contains(Code, kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Shorten_SentenceAlreadySaid_IsNotSaidAgain()
    {
        const string Again = "The ferry leaves at noon on every day of the week.";

        var kept = Shorten(Filler + string.Concat(Enumerable.Repeat(Again + "\n\n", 12)) + "The end of it.", "When does the ferry leave?");

        Assert.NotNull(kept);
        Assert.Equal(2, kept.Split(Again).Length);
    }

    [Theory]
    [InlineData("句子的主题是港口的历史，第{0}号灯塔在那一年建成。", "灯塔的看守人叫李明，他住在岛上。", "灯塔的看守人是谁？")]
    [InlineData("ท่าเรือแห่งที่ {0} สร้างขึ้นโดยชาวประมงในหมู่บ้านริมทะเลเพื่อใช้ขนส่งสินค้าไปยังเกาะต่างๆ ทุกปี ", "ผู้ดูแลประภาคารชื่อสมชายและอาศัยอยู่บนเกาะเล็กๆ กลางทะเลมาตั้งแต่ยังเป็นเด็กอายุสิบขวบจนถึงบัดนี้ ", "ผู้ดูแลประภาคารชื่ออะไร")]
    [InlineData("بني الميناء رقم {0} على يد الصيادين في القرية القديمة. ", "حارس المنارة اسمه سليم ويعيش في الجزيرة. ", "ما اسم حارس المنارة؟")]
    [InlineData("बंदरगाह संख्या {0} गाँव के मछुआरों ने बनाया था। ", "प्रकाशस्तंभ का रखवाला रमेश है और वह द्वीप पर रहता है। ", "प्रकाशस्तंभ का रखवाला कौन है?")]
    [InlineData("Порт номер {0} построили рыбаки из старой деревни. ", "Смотрителя маяка зовут Иван, и он живёт на острове. ", "Как зовут смотрителя маяка?")]
    public void Shorten_OtherScripts_KeepTheAnswer(string filler, string answer, string question)
    {
        var text = string.Concat(Enumerable.Range(100, 15).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, filler, i))) + answer
            + string.Concat(Enumerable.Range(200, 15).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, filler, i)));

        var kept = Shorten(text, question);

        Assert.NotNull(kept);
        Assert.Contains(answer.Trim(), kept, StringComparison.Ordinal);
        Assert.True(kept.Length < text.Length * 0.7);
    }

    [Fact]
    public void Shorten_TextsThatAreNoProse_AreLeftAlone()
    {
        Assert.Null(Shorten(Texts.PrettyJson(40, 1)));
        Assert.Null(Shorten(string.Join('\n', Texts.Code(200, 1))));
        Assert.Null(Shorten(string.Concat(Enumerable.Range(0, 200).Select(i => $"2026-03-30 04:00:{i % 60:D2} INFO [worker-{i % 8}] Job {i * 31} finished in {i} ms\n"))));
        Assert.Null(Shorten(string.Concat(Enumerable.Range(0, 200).Select(i => $"src/part_{i}/module.py:{i}: return value\n"))));
        Assert.Null(Shorten("A short text. It has two sentences."));
        Assert.Null(Shorten(""));
        Assert.Null(Shorten("\n \n"));
    }

    [Fact]
    public void Shorten_FileContent_IsLeftAlone() => Assert.Null(Shortened.By(new ProseStage(), Filler, content: ContentKind.File));

    [Fact]
    public void Shorten_TextWithOurOwnNotes_TakesThemForText()
    {
        var text = Filler.Insert(Filler.IndexOf("\n\n", Filler.Length / 2, StringComparison.Ordinal), $"\n[TokenPak: lines 2-10 left out, original {Shortened.Id}]\n[lines 3-4 left out]\n");

        Assert.True(Pieces.StandInOrder(text, Shorten(text, "When did the observatory open?")));
    }
}
