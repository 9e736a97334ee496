using System.Security.Cryptography;

namespace TokenPak.Gateway.Observation;

/// <summary>Hashes the text of a request's first user message as it passes, whatever the order of its members. Keeps nothing of it.</summary>
internal sealed class FirstUserMessage(IncrementalHash hash)
{
    private bool _isUser = true;
    private bool _isEmpty = true;
    private bool _isFound;

    /// <summary>A message begins.</summary>
    /// <param name="byUser">Whose it is while no role was seen.</param>
    /// <returns>False once the first user message was seen.</returns>
    public bool OnMessage(bool byUser)
    {
        if (_isFound || (_isFound = _isUser && !_isEmpty)) return false;
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
    }

    /// <summary>The hash; false where the request has no user message with text.</summary>
    public bool TryFinish(Span<byte> destination) => _isUser && !_isEmpty && hash.TryGetHashAndReset(destination, out _);

    private void Restart()
    {
        Span<byte> scrap = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hash.TryGetHashAndReset(scrap, out _);
        _isEmpty = true;
    }
}
