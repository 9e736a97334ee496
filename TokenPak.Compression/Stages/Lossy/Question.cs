namespace TokenPak.Compression.Stages.Lossy;

/// <summary>
/// What the user asked, as words. A <em>distinctive</em> one (an identifier, a number, a path, a quoted text) names what it stands in; a plain one counts for what the
/// stage makes of it. Case does not matter.
/// </summary>
internal sealed class Question
{
    private const int MaxQuoted = 16;
    private const int MaxQuote = 200;

    private readonly HashSet<string> _names;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _nameLookup;
    private readonly HashSet<string> _words;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _wordLookup;

    private Question(string text, HashSet<string> names, HashSet<string> words, IReadOnlyList<string> quoted)
    {
        (Text, _names, _words, Quoted) = (text, names, words, quoted);
        (_nameLookup, _wordLookup) = (names.GetAlternateLookup<ReadOnlySpan<char>>(), words.GetAlternateLookup<ReadOnlySpan<char>>());
    }

    /// <summary>Nothing was asked.</summary>
    public static Question None { get; } = Of("");

    /// <summary>What was asked, as it was written.</summary>
    public string Text { get; }

    /// <summary>All words but stop words: plain ones, distinctive ones, and the parts of split identifiers.</summary>
    public IReadOnlySet<string> Words => _words;

    /// <summary>Identifiers, numbers of two digits and more, paths.</summary>
    public IReadOnlySet<string> Distinctive => _names;

    /// <summary>Texts in quotation marks or backticks.</summary>
    public IReadOnlyList<string> Quoted { get; }

    public static Question Of(ReadOnlySpan<char> userText)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (start, length) in new WordReader(userText))
        {
            var word = userText.Slice(start, length);
            if (IsDistinctive(word)) names.Add(word.ToString());
            if (word.Length < 2 || StopWords.Has(word)) continue;
            words.Add(word.ToString());
            foreach (var part in new IdentifierParts(word))
            {
                if (part.Length > 2 && !StopWords.Has(part)) words.Add(part.ToString());
            }
        }

        return new Question(userText.ToString(), names, words, QuotedIn(userText));
    }

    /// <summary>Whether a piece of text holds a distinctive word of the question, or one of its quoted texts.</summary>
    public bool Names(ReadOnlySpan<char> piece)
    {
        foreach (var quote in Quoted)
        {
            if (piece.Contains(quote, StringComparison.OrdinalIgnoreCase)) return true;
        }

        if (_names.Count == 0) return false;
        foreach (var (start, length) in new WordReader(piece))
        {
            if (_nameLookup.Contains(piece.Slice(start, length))) return true;
        }

        return false;
    }

    /// <summary>The question's own spelling of a word, or null where it does not have it.</summary>
    public string? WordLike(ReadOnlySpan<char> word) => _wordLookup.TryGetValue(word, out var own) ? own : null;

    /// <summary>A number of two digits and more, or a word that no prose has: with a digit, a joint, an underscore, or a capital behind a small letter.</summary>
    private static bool IsDistinctive(ReadOnlySpan<char> word)
    {
        if (word.Length < 2) return false;
        var inside = word[1..];
        if (word.ContainsAnyInRange('0', '9')) return true;
        if (inside.IndexOfAny('_', '/', '\\') >= 0 || (word.Length > 3 && inside.ContainsAny(".:@="))) return true;
        for (var i = 1; i < word.Length; i++)
        {
            if (char.IsUpper(word[i]) && char.IsLower(word[i - 1])) return true;
        }

        return false;
    }

    private static List<string> QuotedIn(ReadOnlySpan<char> text)
    {
        var quoted = new List<string>();
        for (var at = 0; at < text.Length && quoted.Count < MaxQuoted; at++)
        {
            var close = text[at] switch { '"' => '"', '`' => '`', '“' => '”', '\'' when at == 0 || !char.IsLetterOrDigit(text[at - 1]) => '\'', _ => '\0' };
            if (close == '\0') continue;
            var length = text[(at + 1)..Math.Min(text.Length, at + 2 + MaxQuote)].IndexOf(close);
            if (length < 0) continue;
            var quote = text.Slice(at + 1, length);
            if (length >= 2 && !quote.Contains('\n') && !StopWords.Has(quote)) quoted.Add(quote.ToString());
            at += length + 1;
        }

        return quoted;
    }
}
