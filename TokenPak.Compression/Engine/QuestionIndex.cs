using System.IO.Hashing;
using System.Runtime.InteropServices;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages.Lossy;

namespace TokenPak.Compression.Engine;

/// <summary>
/// The question before each block: what the user last said in words. Tool results are none, nor are a client's reminders. A function of the blocks before alone (I3): of the
/// message that a paste stands in, what comes after it is not read.
/// </summary>
internal sealed class QuestionIndex
{
    /// <summary>Characters of a message that are read, from its end.</summary>
    private const int MaxLength = 16 * 1024;

    private readonly int[] _questionOf;
    private readonly List<(int First, int Last, UInt128 Hash)> _questions = [];
    private readonly Dictionary<int, Question> _read = [];

    private QuestionIndex(int blocks) => _questionOf = new int[blocks];

    public static QuestionIndex Of(ReadOnlySpan<byte> body, PromptDocument document)
    {
        var index = new QuestionIndex(document.Blocks.Length);
        var (message, first, hash) = (int.MinValue, 0, UInt128.Zero);
        for (var i = 0; i < document.Blocks.Length; i++)
        {
            ref readonly var block = ref document.Blocks[i];
            index._questionOf[i] = index._questions.Count - 1;
            if (!IsSpeech(body, block)) continue;
            if (block.Message != message) (message, first, hash) = (block.Message, i, 0);
            hash = Chain(hash, block.ContentHash);
            index._questions.Add((first, i, hash));
        }

        return index;
    }

    /// <summary>0 where the user has said nothing yet.</summary>
    public UInt128 HashOf(int block) => _questionOf[block] < 0 ? 0 : _questions[_questionOf[block]].Hash;

    public Question Of(ReadOnlySpan<byte> body, PromptDocument document, int block)
    {
        var question = _questionOf[block];
        if (question < 0) return Question.None;
        if (_read.TryGetValue(question, out var known)) return known;
        return _read[question] = Question.Of(TextOf(body, document, _questions[question].First, _questions[question].Last));
    }

    private static string TextOf(ReadOnlySpan<byte> body, PromptDocument document, int first, int last)
    {
        using var part = new TextBuffer();
        var text = "";
        for (var i = last; i >= first && text.Length < MaxLength; i--)
        {
            ref readonly var block = ref document.Blocks[i];
            if (!IsSpeech(body, block)) continue;
            part.Clear();
            JsonText.Decode(block.Range.In(body), part);
            text = string.Concat(part.Text[Math.Max(0, part.Length - MaxLength)..], "\n", text);
        }

        return text;
    }

    private static bool IsSpeech(ReadOnlySpan<byte> body, in PromptBlock block)
    {
        if (block is not { Kind: BlockKind.Text, Role: BlockRole.User, Segment: PromptSegment.Messages }) return false;
        var text = block.Range.In(body).TrimStart(" \t"u8);
        return !text.IsEmpty && !text.StartsWith("<system-reminder"u8);
    }

    private static UInt128 Chain(UInt128 before, UInt128 content)
    {
        Span<byte> link = stackalloc byte[32];
        MemoryMarshal.Write(link, before);
        MemoryMarshal.Write(link[16..], content);
        return XxHash128.HashToUInt128(link);
    }
}
