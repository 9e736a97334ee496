using System.Security.Cryptography;

namespace TokenPak.Gateway.Observation;

/// <summary>
/// Hashes the text of a request's first user message as it passes, whatever the order of its members. Keeps nothing of it. What Codex says of the folder before
/// the user speaks is none: every conversation in that folder begins with it.
/// </summary>
internal sealed class FirstUserMessage(IncrementalHash hash)
{
    private static readonly byte[][] Preambles = ["<environment_context>"u8.ToArray(), "# AGENTS.md instructions for "u8.ToArray()];

    private readonly int[] _matched = new int[Preambles.Length];
    private bool _isUser = true;
    private bool _isEmpty = true;
    private bool _isFound;
    private bool _isPreamble;

    /// <summary>Whether another message follows on it.</summary>
    public bool IsFollowed => _isFound;

    /// <summary>A message begins.</summary>
    /// <param name="byUser">Whose it is while no role was seen.</param>
    /// <returns>False once the first user message was seen.</returns>
    public bool OnMessage(bool byUser)
    {
        if (_isFound || (_isFound = IsSpeech)) return false;
        if (!_isEmpty) Restart();
        _isUser = byUser;
        return true;
    }

    public void OnRole(ReadOnlySpan<byte> role) => _isUser = role.SequenceEqual("user"u8);

    public void OnText(ReadOnlySpan<byte> escaped)
    {
        if (_isFound) return;
        hash.AppendData(escaped);
        _isEmpty = false;
        for (var i = 0; i < Preambles.Length; i++)
        {
            _matched[i] = Match(Preambles[i], _matched[i], escaped);
            _isPreamble |= _matched[i] == Preambles[i].Length;
        }
    }

    /// <summary>The hash; false where the request has no user message with text.</summary>
    public bool TryFinish(Span<byte> destination) => IsSpeech && hash.TryGetHashAndReset(destination, out _);

    private bool IsSpeech => _isUser && !_isEmpty && !_isPreamble;

    /// <summary>How much of a preamble the text has been so far; -1 once it is another.</summary>
    private static int Match(byte[] preamble, int matched, ReadOnlySpan<byte> text)
    {
        if (matched < 0 || matched == preamble.Length) return matched;
        var length = Math.Min(text.Length, preamble.Length - matched);
        return text[..length].SequenceEqual(preamble.AsSpan(matched, length)) ? matched + length : -1;
    }

    private void Restart()
    {
        _matched.AsSpan().Clear();
        _isPreamble = false;
        Span<byte> scrap = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hash.TryGetHashAndReset(scrap, out _);
        _isEmpty = true;
    }
}
