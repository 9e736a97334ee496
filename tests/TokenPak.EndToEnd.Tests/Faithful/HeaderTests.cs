namespace TokenPak.EndToEnd.Tests.Faithful;

/// <summary>I1 for headers, both ways, against the exact list.</summary>
public sealed class HeaderTests(SharedProduct shared) : EndToEndTest(shared)
{
    /// <summary>Set anew for each connection or body.</summary>
    private static readonly string[] HopByHop = ["Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host", "Content-Length"];

    [Theory]
    [MemberData(nameof(Dialects.Both), MemberType = typeof(Dialects))]
    public async Task RequestHeaders_ReachTheProvider_UnchangedAndUnaccompanied(Dialect dialect, bool streamed)
    {
        var sent = WireRequest.CredentialOf(dialect).Concat(
        [
            new("User-Agent", "odd client/1.0 (with (nested) comment)"),
            new("Accept", "application/json;q=0.9,  text/event-stream"),
            new("Accept-Encoding", "gzip, br;q=0.1"),
            new("Accept-Language", "*"),
            new("anthropic-beta", "context-1m-2025-08-07"),
            new("anthropic-beta", "interleaved-thinking-2025-05-14"),
            new("X-Stainless-Retry-Count", "0"),
            new("X-Empty", ""),
            new("x_under.score", "a,b ;c=\"d\""),
            new("Cookie", "a=1; b=2"),
            new("Content-Type", "application/json; charset=utf-8"),
        ]).ToList();

        // X-Hop stands alone: of "keep-alive, X-Hop" Kestrel keeps the first word only, so that no code behind it can know of the second.
        var (seen, _) = await ExchangeAsync(dialect, streamed, sent,
            "Connection: X-Hop\r\nX-Hop: gone\r\nKeep-Alive: timeout=5\r\nTE: trailers\r\nx-tokenpak-session: s-1\r\nx-tokenpak-mode: safe\r\nX-TokenPak-Tenant: t\r\nx-tokenpak-vault: off\r\nx-tokenpak-key: k\r\n");

        Assert.Equal(Combine(sent), Combine(seen.Headers.Where(h => !HopByHop.Contains(h.Key, StringComparer.OrdinalIgnoreCase))));
        Assert.Equal(Product.Upstream[WireRequest.ProviderOf(dialect)].Authority, seen.Header("host"));
    }

    [Theory]
    [MemberData(nameof(Dialects.Both), MemberType = typeof(Dialects))]
    public async Task ResponseHeaders_ReachTheClient_WithTokenPaksOwnAlone(Dialect dialect, bool streamed)
    {
        var (seen, response) = await ExchangeAsync(dialect, streamed, [.. WireRequest.CredentialOf(dialect), new("Content-Type", "application/json")], "");

        var got = response.Headers.Where(h => !HopByHop.Contains(h.Key, StringComparer.OrdinalIgnoreCase) && !h.Key.Equals("Date", StringComparison.OrdinalIgnoreCase)).ToList();
        var own = got.Where(h => h.Key.StartsWith("x-tokenpak-", StringComparison.OrdinalIgnoreCase)).Select(h => h.Key.ToLowerInvariant()).Order().ToList();
        var timings = got.Where(h => h.Key.Equals("Server-Timing", StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).ToList();
        var sentTimings = seen.SentHeaders.Where(h => h.Key.Equals("Server-Timing", StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).ToList();

        Assert.Contains("x-tokenpak-request-id", own);
        Assert.Contains("x-tokenpak-mode", own);
        Assert.Empty(own.Except(["x-tokenpak-request-id", "x-tokenpak-mode", "x-tokenpak-tokens-before", "x-tokenpak-tokens-after"]));
        Assert.Equal(sentTimings, timings[..sentTimings.Count]);
        Assert.Equal(sentTimings.Count + 1, timings.Count);
        Assert.Equal(
            Normalize(seen.SentHeaders.Where(h => !HopByHop.Contains(h.Key, StringComparer.OrdinalIgnoreCase) && h.Key != "Server-Timing")),
            Normalize(got.Where(h => !h.Key.StartsWith("x-tokenpak-", StringComparison.OrdinalIgnoreCase) && !h.Key.Equals("Server-Timing", StringComparison.OrdinalIgnoreCase))));
        Assert.Single(response.Headers, h => h.Key.Equals("Date", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Dialects.Both), MemberType = typeof(Dialects))]
    public async Task ResponseBody_ReachesTheClient_ByteForByte(Dialect dialect, bool streamed)
    {
        var answer = await Answer.GetAsync(Product, dialect, WireRequest.Ask(dialect, "Say it.", streamed), streamed);

        Assert.Equal(answer.Seen.Sent.SelectMany(c => c), answer.Body);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task CompressedResponse_ReachesTheClient_StillCompressed(string encoding)
    {
        using var rule = Upstream.Always(new Behavior { ContentEncoding = encoding });
        foreach (var streamed in new[] { false, true })
        {
            var answer = await Answer.GetAsync(Product, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Say it.", streamed), streamed);

            Assert.Equal(encoding, answer.Header("content-encoding"));
            Assert.Equal(answer.Seen.Sent.SelectMany(c => c), answer.Body);
        }
    }

    private async Task<(RecordedRequest Seen, RawResponse Response)> ExchangeAsync(Dialect dialect, bool streamed, List<KeyValuePair<string, string>> headers, string further)
    {
        var body = WireRequest.Ask(dialect, "Hello.", streamed);
        var address = Product.BaseAddressFor(WireRequest.ProviderOf(dialect));
        var mark = Upstream.Requests.Mark();
        using var connection = await RawConnection.OpenAsync(address);
        await connection.SendAsync(
            $"POST {WireRequest.TargetOf(dialect, streamed)} HTTP/1.1\r\nHost: {address.Authority}\r\n{string.Concat(headers.Select(h => $"{h.Key}: {h.Value}\r\n"))}{further}Content-Length: {body.Length}\r\n\r\n{body}");
        var response = await connection.ReadAsync();
        Assert.NotNull(response);
        Assert.Equal(200, response.Status);
        return (await Upstream.Requests.NextAsync(mark), response);
    }

    /// <summary>Lines of one name as the one line that they mean (RFC 9110, 5.3: an intermediary may combine them so, in order).</summary>
    private static List<string> Combine(IEnumerable<KeyValuePair<string, string>> headers) =>
        Normalize(headers.GroupBy(h => h.Key.ToLowerInvariant()).Select(g => KeyValuePair.Create(g.Key, string.Join(", ", g.Select(h => h.Value)))));

    /// <summary>Names in any case and order, values and the order of a name's own lines exactly.</summary>
    private static List<string> Normalize(IEnumerable<KeyValuePair<string, string>> headers) =>
        [.. headers.Select(h => $"{h.Key.ToLowerInvariant()}: {h.Value}").OrderBy(line => line.Split(':')[0], StringComparer.Ordinal)];
}
