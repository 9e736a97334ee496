using System.Text;

namespace TokenPak.EndToEnd.Tests.Fixtures;

/// <summary>An answer and the request that the provider saw for it.</summary>
internal sealed record Answer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, RecordedRequest Seen)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).FirstOrDefault();

    /// <summary>Sends a request that reaches the provider and reads the answer to its end.</summary>
    public static async Task<Answer> GetAsync(ProductUnderTest product, HttpRequestMessage request)
    {
        var mark = product.Upstream.Requests.Mark();
        using var response = await product.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).InTimeAsync("an answer");
        var body = await response.Content.ReadAsByteArrayAsync().InTimeAsync("the answer's end");
        var seen = await product.Upstream.Requests.NextAsync(mark);

        // The client can have the last byte before the provider has noted that it sent it.
        await seen.Ended.InTimeAsync("the provider to be done");
        return new Answer((int)response.StatusCode, HeadersOf(response), body, seen);
    }

    /// <summary>A conversation's request in a dialect.</summary>
    public static Task<Answer> GetAsync(ProductUnderTest product, Dialect dialect, string body, bool streamed = false, string? model = null) =>
        GetAsync(product, WireRequest.Post(product.BaseAddressFor(WireRequest.ProviderOf(dialect)), dialect, body, streamed, model));

    /// <summary>Every header line as it came.</summary>
    public static List<KeyValuePair<string, string>> HeadersOf(HttpResponseMessage response) =>
    [
        .. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).SelectMany(h => h.Value.Select(v => KeyValuePair.Create(h.Key, v))),
    ];
}
