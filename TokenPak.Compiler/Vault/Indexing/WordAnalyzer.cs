using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;

namespace TokenPak.Compiler.Vault.Indexing;

/// <summary>
/// Words of prose and code: <c>getUserById</c> and <c>get_user_by_id</c> give get, user, by, id, and themselves; English words by their stem. The same for what is indexed and
/// what is asked.
/// </summary>
internal sealed class WordAnalyzer : Analyzer
{
    public const LuceneVersion Version = LuceneVersion.LUCENE_48;

    private const WordDelimiterFlags Split =
        WordDelimiterFlags.GENERATE_WORD_PARTS | WordDelimiterFlags.GENERATE_NUMBER_PARTS | WordDelimiterFlags.SPLIT_ON_CASE_CHANGE
        | WordDelimiterFlags.SPLIT_ON_NUMERICS | WordDelimiterFlags.STEM_ENGLISH_POSSESSIVE | WordDelimiterFlags.PRESERVE_ORIGINAL;

    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        var tokens = new StandardTokenizer(Version, reader);
        TokenStream words = new WordDelimiterFilter(Version, tokens, Split, null);
        words = new LowerCaseFilter(Version, words);
        words = new StopFilter(Version, words, StopAnalyzer.ENGLISH_STOP_WORDS_SET);
        return new TokenStreamComponents(tokens, new PorterStemFilter(words));
    }

    /// <summary>The words of a text, in the order in which they come.</summary>
    public IEnumerable<string> TokensOf(string text)
    {
        using var stream = GetTokenStream(Documents.Words, text);
        var word = stream.GetAttribute<ICharTermAttribute>();
        stream.Reset();
        while (stream.IncrementToken()) yield return word.ToString();
        stream.End();
    }
}
