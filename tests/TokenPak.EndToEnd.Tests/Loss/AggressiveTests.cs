using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TokenPak.EndToEnd.Tests.Loss;

/// <summary>Mode <c>aggressive</c>: what a provider sees of a long result, and what comes back under the id that stands there.</summary>
public sealed partial class AggressiveTests(SharedProduct shared) : EndToEndTest(shared)
{
    private const string Tool = "mcp__tokenpak__tokenpak_fetch_original";

    [Fact]
    public async Task LongResult_WithTheToolToFetchIt_IsShortened_AndComesBackWhole()
    {
        var log = Log();

        var sent = ResultIn(await SendAsync(log, Tool));

        Assert.True(sent.Length < log.Length / 3, $"{sent.Length} of {log.Length} characters");
        Assert.Contains("ERROR [worker-3] job 4150 failed: disk \"full\"", sent, StringComparison.Ordinal);
        Assert.Contains("job 4077 finished", sent, StringComparison.Ordinal); // asked for
        using var found = await FetchAsync(Id().Match(sent).Groups[1].Value, WireRequest.CredentialOf(Dialect.Anthropic));
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        var original = await found.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(log, Assert.Single(original.GetProperty("parts").EnumerateArray()).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Original_OfAnotherCredential_IsNotFound()
    {
        var id = Id().Match(ResultIn(await SendAsync(Log(), Tool))).Groups[1].Value;

        using var found = await FetchAsync(id, [new("x-api-key", "sk-ant-api03-somebody-else"), new("anthropic-version", "2023-06-01")]);

        Assert.Equal(HttpStatusCode.NotFound, found.StatusCode);
    }

    [Fact]
    public async Task LongResult_WithoutTheTool_LosesNothing() => Assert.DoesNotContain("left out", ResultIn(await SendAsync(Log(), "bash")), StringComparison.Ordinal);

    [Fact]
    public async Task LongResult_OnTheNextTurn_HasTheSameBytes()
    {
        var first = ResultIn(await SendAsync(Log(), Tool));

        Assert.Equal(first, ResultIn(await SendAsync(Log(), Tool, "What next?")));
    }

    [Fact]
    public async Task Health_SaysThatOriginalsCanBeFetched() =>
        Assert.True((await Product.Client.GetFromJsonAsync<JsonElement>(new Uri("/health", UriKind.Relative), Cancel)).GetProperty("capsule_available").GetBoolean());

    private async Task<RecordedRequest> SendAsync(string log, string tool, string? next = null)
    {
        var messages = new List<object>
        {
            new { role = "user", content = "What became of job 4077? " + string.Concat(Enumerable.Repeat("Be exact in every figure. ", 250)) },
            new { role = "assistant", content = new[] { new { type = "tool_use", id = "toolu_1", name = "bash", input = new { command = "kubectl logs web" } } } },
            new { role = "user", content = new[] { new { type = "tool_result", tool_use_id = "toolu_1", content = log } } },
        };
        if (next is not null) messages.AddRange([new { role = "assistant", content = "It finished." }, new { role = "user", content = next }]);
        object Defined(string name) => new { name, input_schema = new { type = "object" } };
        var body = JsonSerializer.Serialize(new { model = "claude-haiku-4-5", max_tokens = 64, tools = new[] { Defined("bash"), Defined(tool) }.DistinctBy(t => t.ToString()), messages });
        var request = WireRequest.Post(Product.Address, Dialect.Anthropic, body);
        request.Headers.Add("x-tokenpak-mode", "aggressive");
        return (await Answer.GetAsync(Product, request)).Seen;
    }

    private Task<HttpResponseMessage> FetchAsync(string id, IEnumerable<KeyValuePair<string, string>> credential)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Product.Address, "/v1/tokenpak/originals/" + id));
        foreach (var (name, value) in credential) request.Headers.TryAddWithoutValidation(name, value);
        return Product.Client.SendAsync(request, Cancel);
    }

    private static string ResultIn(RecordedRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        return body.RootElement.GetProperty("messages")[2].GetProperty("content")[0].GetProperty("content").GetString() ?? "";
    }

    private static string Log() => string.Concat(Enumerable.Range(0, 300).Select(i => i == 150
        ? "2026-03-30 04:02:30 ERROR [worker-3] job 4150 failed: disk \"full\"\r\n"
        : $"2026-03-30 04:{i / 60:D2}:{i % 60:D2} INFO [worker-{i % 8}] job {4000 + i} finished in {500 + (i * 7 % 97)} ms\n")) + "\u001b[32mdone\u001b[0m 👍🏽";

    [GeneratedRegex("original ([0-9a-f]{32})")]
    private static partial Regex Id();
}
