using TokenPak.Compression.Stages.Lossy;

namespace TokenPak.Compression.Tests.Stages.Lossy;

public sealed class QuestionTests
{
    [Theory]
    [InlineData("Why did order 4711 fail?", "\"order_id\":4711,\"state\":\"failed\"")]
    [InlineData("What is in src/cart.py?", "src/cart.py:12: total = 0")]
    [InlineData("What is in cart.py?", "src/cart.py:12: total = 0")]
    [InlineData("Who calls getUserById?", "   return this.getUserById(id);")]
    [InlineData("Where is MAX_RETRIES set?", "export max_retries = 5")]
    [InlineData("Find the value of key 5b1b2f9a-0c1d-4e5f-8a9b-1c2d3e4f5a6b.", "{\"5b1b2f9a-0c1d-4e5f-8a9b-1c2d3e4f5a6b\": \"x\"}")]
    [InlineData("Look for \"connection reset\" please", "12:01 ERR Connection reset by peer")]
    [InlineData("用户4711的订单", "order 4711")]
    public void Names_PieceWithADistinctiveWord_IsTrue(string question, string piece) => Assert.True(Question.Of(question).Names(piece));

    [Theory]
    [InlineData("Why did order 4711 fail?", "order 4712 failed with 47110 items")]
    [InlineData("Please fix the failing test.", "the failing test is here, please fix it")]
    [InlineData("", "anything 42 at_all")]
    [InlineData("What's in it? It's 5 files.", "it's 5 of them")]
    public void Names_PieceWithPlainWordsAlone_IsFalse(string question, string piece) => Assert.False(Question.Of(question).Names(piece));

    [Fact]
    public void Words_HaveIdentifiersAndTheirPartsButNoStopWords()
    {
        var words = Question.Of("Where does the CheckoutService call parse_http_header?").Words;

        Assert.Superset(new HashSet<string> { "CheckoutService", "Checkout", "Service", "call", "parse_http_header", "parse", "http", "header" }, words.ToHashSet());
        Assert.DoesNotContain("the", words);
        Assert.DoesNotContain("Where", words);
    }

    [Fact]
    public void WordReader_ReadsTheWholeThenItsParts()
    {
        const string Text = "see src/Cart.cs:12, or Höhe: 3.14.";

        Assert.Equal(
            ["see", "src/Cart.cs:12", "src", "Cart.cs", "Cart", "cs", "12", "or", "Höhe", "3.14", "3", "14"],
            Read(Text));

        static List<string> Read(string text)
        {
            var words = new List<string>();
            foreach (var (start, length) in new WordReader(text)) words.Add(text.Substring(start, length));
            return words;
        }
    }
}
