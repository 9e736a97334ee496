using System.Diagnostics;
using TokenPak.Compiler.Vault.Chunking;

namespace TokenPak.Compiler.Tests.Vault;

public sealed class ChunkerTests
{
    private static readonly string[] Languages = ["markdown", "csharp", "python", "json", "yaml", "csv", "text", "html"];
    private static readonly string[] Lines =
        ["# Title", "## Inner", "", "   ", "def run(x):", "class A {", "    public int Get() => 1;", "}", "{\"a\": [1, 2]}", "key: value", "- item", "a,\"b", "c\",d", "some words of prose, and more of them",
            "<h2>Head</h2><p>words</p>", "```", "/// <summary>x</summary>", "\ud83d\ude00 smile"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Cut_AnyText_GivesEveryLineOnceInOrderAndBounded(int seed)
    {
        var random = new Random(seed);
        var lines = Enumerable.Range(0, random.Next(1, 400)).Select(_ => random.Next(40) == 0 ? new string('w', random.Next(6000)) : Lines[random.Next(Lines.Length)]).ToArray();
        var text = string.Join(random.Next(2) == 0 ? "\n" : "\r\n", lines);
        foreach (var language in Languages)
        {
            var chunks = Chunker.Cut(text, language);
            Assert.All(chunks, chunk => Assert.InRange(chunk.Text.Length, 1, SectionPacker.MaxCharacters));
            Assert.All(chunks, chunk => Assert.InRange(chunk.Start, 1, chunk.End));
            Assert.All(chunks, chunk => Assert.InRange(chunk.End, 1, lines.Length));
            if (language == "html") continue;

            // What a citation names is what the chunk says, and only blanks are left out.
            Assert.All(chunks, chunk => Assert.Contains(chunk.Text.Trim(), string.Join(text.Contains('\r') ? "\r\n" : "\n", lines[(chunk.Start - 1)..chunk.End]), StringComparison.Ordinal));
            Assert.Equal(Squeezed(text), Squeezed(string.Concat(chunks.Select(chunk => chunk.Text))));
        }
    }

    [Fact]
    public void Cut_Markdown_TitlesWithTheHeadingsAbove()
    {
        var filler = string.Join('\n', Enumerable.Repeat("Words that fill the section up to where it stands alone.", 6));
        var chunks = Chunker.Cut($"# Guide\n{filler}\n## Install\n{filler}\n```\n# no heading\n```\n## Use\n{filler}\n", "markdown");

        Assert.Equal(["Guide", "Guide > Install", "Guide > Use"], chunks.Select(chunk => chunk.Title));
        Assert.StartsWith("## Install", chunks[1].Text, StringComparison.Ordinal);
        Assert.Contains("# no heading", chunks[1].Text, StringComparison.Ordinal);
        Assert.Equal((8, 17), (chunks[1].Start, chunks[1].End));
    }

    [Fact]
    public void Cut_CSharp_KeepsEachMemberWholeWithItsComment()
    {
        var body = string.Join('\n', Enumerable.Range(0, 12).Select(i => $"            Console.WriteLine(\"line {i}\");"));
        var members = new[] { "Open", "Add", "Remove" }.Select(name => $"        /// <summary>Does {name}.</summary>\n        public void {name}()\n        {{\n{body}\n        }}\n");
        var code = $"namespace Shop\n{{\n    public class Till\n    {{\n{string.Join('\n', members)}    }}\n}}\n";

        var chunks = Chunker.Cut(code, "csharp");

        var add = Assert.Single(chunks, chunk => chunk.Title == "Shop.Till.Add");
        Assert.StartsWith("        /// <summary>Does Add.</summary>", add.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Remove", add.Text, StringComparison.Ordinal);
        Assert.Contains(chunks, chunk => chunk.Title == "Shop.Till.Remove");
    }

    [Fact]
    public void Cut_Python_CutsAtDefinitionsWithDecorators()
    {
        var body = string.Join('\n', Enumerable.Range(0, 12).Select(i => $"        total = total + {i}  # step"));
        var chunks = Chunker.Cut($"import os\n\nclass Till:\n    def add(self):\n{body}\n\n    @property\n    def total(self):\n{body}\n\n# Free function.\ndef main():\n{body}\n", "python");

        Assert.Contains(chunks, chunk => chunk.Title == "Till.total" && chunk.Text.StartsWith("    @property", StringComparison.Ordinal));
        Assert.Contains(chunks, chunk => chunk.Title == "main" && chunk.Text.StartsWith("# Free function.", StringComparison.Ordinal));
    }

    [Fact]
    public void Cut_Json_CutsAtMembersOfTheRoot()
    {
        var value = string.Join(",\n", Enumerable.Range(0, 30).Select(i => $"    \"entry-{i}\": \"some value that is long enough\""));
        var chunks = Chunker.Cut($"{{\n  \"first\": {{\n{value}\n  }},\n  \"second\": {{\n{value}\n  }}\n}}\n", "json");

        Assert.Contains(chunks, chunk => chunk.Title == "first");
        Assert.Contains(chunks, chunk => chunk.Title == "second" && chunk.Text.TrimStart().StartsWith("\"second\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Cut_Csv_TitlesRowsWithTheHeaderAndKeepsQuotedLinesTogether()
    {
        var rows = Enumerable.Range(0, 200).Select(i => $"{i},\"two\nlines of {i}\",{i * 3}");
        var chunks = Chunker.Cut("id,text,sum\n" + string.Join('\n', rows) + "\n", "csv");

        Assert.True(chunks.Count > 1);
        Assert.All(chunks, chunk => Assert.Equal("id,text,sum", chunk.Title));
        Assert.All(chunks, chunk => Assert.Equal(0, chunk.Text.Count(c => c == '"') % 2));
    }

    [Fact]
    public void Cut_Html_GivesTheWordsUnderTheirHeadings()
    {
        var words = string.Concat(Enumerable.Repeat("<p>Words that fill <b>the</b> section up.</p>\n", 12));
        var chunks = Chunker.Cut($"<html><head><title>x</title><style>p {{ color: red }}</style></head><body>\n<h1>Guide</h1>\n{words}<script>alert(1)</script><h2>Install it</h2>\n{words}</body></html>", "html");

        Assert.Equal(["Guide", "Guide > Install it"], chunks.Select(chunk => chunk.Title));
        Assert.Contains("Words that fill the section up.", chunks[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", string.Concat(chunks.Select(chunk => chunk.Text)), StringComparison.Ordinal);
        Assert.Equal(15, chunks[1].Start);
    }

    [Fact]
    public void Cut_Html_BrokenOrHidden_GivesWhatIsShown()
    {
        var words = string.Concat(Enumerable.Repeat("<p>Words that fill &amp; swell the section.", 12));
        var chunks = Chunker.Cut($"<title>x</title><svg><text>drawn</text></svg><template><p>later</template><h1>A <em>long</em> way{words}</h1><noscript>{words}", "html");

        var text = string.Concat(chunks.Select(chunk => chunk.Text));
        Assert.Contains("Words that fill & swell the section.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("drawn", text, StringComparison.Ordinal);
        Assert.DoesNotContain("later", text, StringComparison.Ordinal);
        Assert.Equal(24, text.Split("swell").Length - 1);
        Assert.All(chunks, chunk => Assert.StartsWith("A long way", chunk.Title, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<ul><li>x")]
    [InlineData("<div><b>x")]
    [InlineData("<table><tr><td>x")]
    [InlineData("<template>x")]
    [InlineData("<svg><h1>x")]
    public void Cut_Html_NestedWithoutEnd_TakesTimeByItsLength(string piece)
    {
        var page = string.Concat(Enumerable.Repeat(piece, 2_000_000 / piece.Length));

        var before = Stopwatch.GetTimestamp();
        var chunks = Chunker.Cut(page, "html");

        // Building the standard's tree takes longer for a tenth of it.
        Assert.InRange(Stopwatch.GetElapsedTime(before), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(page.Split('x').Length - 1, chunks.Sum(chunk => chunk.Text.Count(c => c == 'x')));
    }

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
