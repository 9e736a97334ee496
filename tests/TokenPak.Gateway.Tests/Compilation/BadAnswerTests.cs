using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Servers;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Compilation;

/// <summary>I5: whatever a compiler service answers, the original bytes go out, and the event says why.</summary>
public sealed class BadAnswerTests
{
    private const string Body = """{"model":"gpt-4o","messages":[{"role":"user","content":"Hello é \\ \"you\""}]}""";

    private static readonly byte[] Good = CompileResultCodec.Encode(new CompileResult { Splices = [new Splice(At("Hello"), 5, "Hi"u8.ToArray(), 3, 0, true)], TokensBefore = 20, TokensAfter = 17, Tokenizer = "o200k_base" });

    private static readonly Dictionary<string, (string Reason, Func<HttpContext, Task> Answer)> Answers = new()
    {
        ["truncated"] = ("bad_result", c => FakeCompilerService.SendAsync(c, Good[..^1])),
        ["one byte too many"] = ("bad_result", c => FakeCompilerService.SendAsync(c, [.. Good, 0])),
        ["empty"] = ("bad_result", c => FakeCompilerService.SendAsync(c, [])),
        ["garbage"] = ("bad_result", c => FakeCompilerService.SendAsync(c, Encoding.UTF8.GetBytes(new string('x', 5000)))),
        ["header that says nothing"] = ("bad_result", c => FakeCompilerService.SendAsync(c, [.. "TPC1"u8, 2, 0, 0, 0, .. "{}"u8])),
        ["header with nulls"] = ("bad_result", c => FakeCompilerService.SendAsync(c, Header("""{"Result":{"Splices":[],"Stages":[null]},"Splices":[]}"""))),
        ["header length beyond the answer"] = ("bad_result", c => FakeCompilerService.SendAsync(c, [.. "TPC1"u8, 255, 255, 255, 127])),
        ["wrong type"] = ("bad_result", c => FakeCompilerService.SendAsync(c, Good, "application/octet-stream")),
        ["a page"] = ("bad_result", c => FakeCompilerService.SendAsync(c, "<html>"u8.ToArray(), "text/html")),
        ["says it is huge"] = ("bad_result", c => HugeAsync(c, claimed: 3L * 1024 * 1024 * 1024)),
        ["never ends"] = ("bad_result", c => HugeAsync(c, claimed: null)),
        ["cut off on the way"] = ("compiler_unavailable", CutOffAsync),
        ["500"] = ("compiler_unavailable", c => StatusAsync(c, 500)),
        ["413"] = ("compiler_unavailable", c => StatusAsync(c, 413)),
        ["redirect"] = ("compiler_unavailable", RedirectAsync),
        ["beyond the body"] = ("bad_result", c => SplicesAsync(c, (Body.Length, 10, "x"))),
        ["overlapping"] = ("bad_result", c => SplicesAsync(c, (At("Hello"), 5, "x"), (At("ello"), 3, "y"))),
        ["out of order"] = ("bad_result", c => SplicesAsync(c, (At("you"), 3, "x"), (At("Hello"), 5, "y"))),
        ["over a quote"] = ("bad_result", c => SplicesAsync(c, (At("gpt-4o"), 10, "x"))),
        ["within a character"] = ("bad_result", c => SplicesAsync(c, (At("é") + 1, 3, "x"))),
        ["within an escape"] = ("bad_result", c => SplicesAsync(c, (At("\\\\") + 1, 3, "x"))),
        ["replacement with a quote"] = ("bad_result", c => SplicesAsync(c, (At("Hello"), 5, "a\"b"))),
        ["replacement with a newline"] = ("bad_result", c => SplicesAsync(c, (At("Hello"), 5, "a\nb"))),
        ["replacement with an unknown escape"] = ("bad_result", c => SplicesAsync(c, (At("Hello"), 5, "a\\xb"))),
        ["replacement with a cut escape"] = ("bad_result", c => SplicesAsync(c, (At("Hello"), 5, "a\\u00"))),
        ["replacement that is no UTF-8"] = ("bad_result", c => FakeCompilerService.SendAsync(c, CompileResultCodec.Encode(new CompileResult { Splices = [new Splice(At("Hello"), 5, new byte[] { 0xC3 }, 1, 0, true)] }))),
        ["negative figures"] = ("bad_result", c => FakeCompilerService.SendAsync(c, CompileResultCodec.Encode(new CompileResult { Splices = [], TokensBefore = -5, TokensAfter = 3 }))),
        ["a prompt in place of a word"] = ("bad_result", c => FakeCompilerService.SendAsync(c, CompileResultCodec.Encode(CompileResult.Untouched(new string('w', 500))))),
    };

    public static TheoryData<string> Names() => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Answer_ThatIsWrong_LeavesTheOriginalBytesAndItsReason(string name)
    {
        await using var compiler = await FakeCompilerService.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(compilerAt: compiler.Address);
        (var reason, compiler.Answer) = Answers[name];

        using var response = await gateway.Client.SendAsync(Requests.OpenAI(Body)).InTimeAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Body, Assert.Single(gateway.Upstream.Requests.All).Text);
        var completed = await gateway.Events.SingleAsync();
        Assert.Equal(reason, completed.BypassReason);
        Assert.Null(completed.TokensAfter);

        // What was broken off is asked for once more; what was answered badly is not.
        Assert.Equal(name.StartsWith("cut off", StringComparison.Ordinal) ? 2 : 1, compiler.Calls);
        Assert.Contains($"tokenpak_bypasses_total{{tokenpak_bypass_reason=\"{reason}\"}} 1\n", await gateway.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ThatIsRight_IsApplied()
    {
        await using var compiler = await FakeCompilerService.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:Keys:0:Id"] = "Zoë, 100%", ["TokenPak:Keys:0:Sha256"] = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData("k"u8)) }, compilerAt: compiler.Address);
        compiler.Answer = c => FakeCompilerService.SendAsync(c, Good);
        var request = Requests.OpenAI(Body);
        request.Headers.Add("x-tokenpak-key", "k");

        using var response = await gateway.Client.SendAsync(request).InTimeAsync();

        Assert.Equal(Body.Replace("Hello", "Hi", StringComparison.Ordinal), Assert.Single(gateway.Upstream.Requests.All).Text);
        Assert.Equal("17", response.Headers.GetValues("x-tokenpak-tokens-after").Single());
        Assert.Equal("Zoë, 100%", Uri.UnescapeDataString(compiler.LastHeaders["x-tokenpak-tenant"].ToString()));
    }

    [Fact]
    public async Task Replica_ThatIsGone_IsNotNoticed()
    {
        await using var compiler = await FakeCompilerService.StartAsync();
        var gone = $"http://127.0.0.1:{FreePorts.Take()}";
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["services:compiler:http:1"] = gone }, compilerAt: compiler.Address);
        compiler.Answer = c => FakeCompilerService.SendAsync(c, Good);
        for (var i = 0; i < 6; i++)
        {
            using var response = await gateway.Client.SendAsync(Requests.OpenAI(Body)).InTimeAsync();
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.All(gateway.Upstream.Requests.All, r => Assert.Equal(Body.Replace("Hello", "Hi", StringComparison.Ordinal), r.Text));
    }

    [Fact]
    public async Task Answer_LaterThanTheDeadline_IsNotWaitedFor()
    {
        await using var compiler = await FakeCompilerService.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:Compilation:DeadlineSeconds"] = "0.2" }, compilerAt: compiler.Address);
        compiler.Answer = c => new TaskCompletionSource().Task.WaitAsync(c.RequestAborted);

        using var response = await gateway.Client.SendAsync(Requests.OpenAI(Body)).InTimeAsync();

        Assert.Equal(Body, Assert.Single(gateway.Upstream.Requests.All).Text);
        var completed = await gateway.Events.SingleAsync();
        Assert.Equal("compiler_unavailable", completed.BypassReason);
        Assert.InRange(completed.CompileMs ?? 0, 150, 30_000);
    }

    [Fact]
    public async Task Compiler_ThatAnswersNonsenseAndThenRight_IsLeftAloneAndAskedAgain()
    {
        await using var compiler = await FakeCompilerService.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:Compilation:PauseSeconds"] = "0.5" }, compilerAt: compiler.Address);
        var right = compiler.Answer;
        compiler.Answer = c => FakeCompilerService.SendAsync(c, "nonsense"u8.ToArray());
        await Eventually.HoldsAsync(async () => await ReasonAsync(gateway) == "compiler_unavailable", "the breaker to open");
        Assert.True(compiler.Calls >= 3);

        compiler.Answer = right;
        await Eventually.HoldsAsync(async () => await ReasonAsync(gateway) is null, "the compiler to be asked again");
        Assert.Null(await ReasonAsync(gateway));
        Assert.All(gateway.Upstream.Requests.All, r => Assert.Equal(Body, r.Text));
    }

    private static async Task<string?> ReasonAsync(GatewayHost gateway)
    {
        var before = gateway.Events.All.Count;
        using var response = await gateway.Client.SendAsync(Requests.OpenAI(Body)).InTimeAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Eventually.HoldsAsync(() => gateway.Events.All.Count > before, "the event");
        return gateway.Events.All[^1].BypassReason;
    }

    private static int At(string text) => Encoding.UTF8.GetByteCount(Body[..Body.IndexOf(text, StringComparison.Ordinal)]);

    private static byte[] Header(string json) => [.. "TPC1"u8, (byte)json.Length, 0, 0, 0, .. Encoding.UTF8.GetBytes(json)];

    private static Task SplicesAsync(HttpContext context, params (int Offset, int Length, string Replacement)[] splices) => FakeCompilerService.SendAsync(
        context,
        CompileResultCodec.Encode(new CompileResult { Splices = [.. splices.Select(s => new Splice(s.Offset, s.Length, Encoding.UTF8.GetBytes(s.Replacement), 1, 0, true))], TokensBefore = 9, TokensAfter = 1 }));

    private static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return FakeCompilerService.SendAsync(context, Good);
    }

    private static Task RedirectAsync(HttpContext context)
    {
        context.Response.Redirect("/elsewhere");
        return Task.CompletedTask;
    }

    private static async Task CutOffAsync(HttpContext context)
    {
        context.Response.ContentType = CompileResultCodec.ContentType;
        context.Response.ContentLength = Good.Length;
        await context.Response.Body.WriteAsync(Good.AsMemory(0, 10));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static async Task HugeAsync(HttpContext context, long? claimed)
    {
        context.Response.ContentType = CompileResultCodec.ContentType;
        context.Response.ContentLength = claimed;
        var piece = new byte[64 * 1024];
        try
        {
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(piece, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The gateway hung up, as it should.
        }
    }
}
