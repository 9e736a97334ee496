using System.Collections;

namespace TokenPak.Gateway.Diagnostics;

/// <summary>Puts the request's id on every log line that is written while it is served.</summary>
internal sealed class RequestScope(Guid id) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public const string Name = "tokenpak.request.id";

    private readonly string _id = id.ToString();

    public int Count => 1;

    public KeyValuePair<string, object?> this[int index] => index == 0 ? new(Name, _id) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{Name}:{_id}";
}
