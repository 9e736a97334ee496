using System.Text;
using TokenPak.Compression.Stages.Html;
using TokenPak.Compression.Tests.Invariants;
using TokenPak.Compression.Tests.Stages.Lossy;
using TokenPak.Compression.Tests.Stages.Prose;

namespace TokenPak.Compression.Tests.Stages.Html;

public sealed class HtmlWordsTests
{
    [Theory]
    [MemberData(nameof(Seeds.Some), MemberType = typeof(Seeds))]
    public void Shorten_AnyPage_KeepsEveryWordOfItsContentInOrder(int seed)
    {
        var rolls = new TextRolls(seed);
        var (html, words) = (new StringBuilder("<!DOCTYPE html><html><head><style>a{}</style></head><body class='nav-open'><nav><a href=/>home</a></nav>"), new List<string>());
        for (var i = 0; i < 40; i++)
        {
            var sentence = ProseText.Sentence(rolls);
            words.AddRange(sentence.Split(' '));
            html.Append(rolls.Of(["<p>{0}</p>", "<div><div>{0}</div></div>", "<ul><li>{0}</ul>", "<h2>{0}</h2>", "<table><tr><td>{0}</td></tr></table>", "<pre>{0}</pre>", "<blockquote>{0}", "<section><p>{0}", "<p><b>{0}</b>", "{0}<br>"])
                .Replace("{0}", sentence, StringComparison.Ordinal)).Append(rolls.Of(["", "\n", "<script>x</script>", "<!-- c -->", "<hr>"]));
        }

        var text = Shortened.By(new HtmlStage(), html.ToString());

        Assert.NotNull(text);
        var at = 0;
        foreach (var word in words)
        {
            var found = text.IndexOf(word, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{word} is not in its place\n{html}\n---\n{text}");
            at = found + word.Length;
        }
    }
}
