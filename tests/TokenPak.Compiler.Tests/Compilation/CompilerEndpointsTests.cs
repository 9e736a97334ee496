using System.Net;
using System.Net.Http.Json;
using TokenPak.Compiler.Tests.Support;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Compiler.Tests.Compilation;

public sealed class CompilerEndpointsTests
{
    private static readonly HttpClient Client = new();

    [Fact]
    public async Task Compile_OverHttp_GivesWhatTheCallInProcessGives()
    {
        await using var compiler = await CompilerUnderTest.StartAsync();
        var body = Bodies.Chat(3);

        using var response = await Client.SendAsync(Post(compiler, body, ("x-tokenpak-model", "gpt-5%20%C3%A9")));
        var decoded = CompileResultCodec.TryDecode(await response.Content.ReadAsByteArrayAsync(), out var result);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(CompileResultCodec.ContentType, response.Content.Headers.ContentType?.MediaType);
        Assert.True(decoded);
        var expected = await compiler.Compiler.CompileAsync(Bodies.Request(body), default);
        Assert.Equal(Bodies.Apply(body, expected), Bodies.Apply(body, result!));
    }

    [Theory]
    [InlineData("x-tokenpak-dialect", "")]
    [InlineData("x-tokenpak-dialect", "Klingon")]
    [InlineData("x-tokenpak-dialect", "77")]
    [InlineData("x-tokenpak-mode", "fastest")]
    [InlineData("x-tokenpak-provider", "")]
    public async Task Compile_BadHeader_Is400(string header, string value)
    {
        await using var compiler = await CompilerUnderTest.StartAsync();

        using var response = await Client.SendAsync(Post(compiler, Bodies.Chat(1), (header, value)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task CountAndStatus_AnswerJson()
    {
        await using var compiler = await CompilerUnderTest.StartAsync();

        using var counted = await Client.PostAsync(new Uri(compiler.Address, "/count"), new ByteArrayContent("hello world"u8.ToArray()));
        var status = await Client.GetFromJsonAsync(new Uri(compiler.Address, "/status"), CompilerStatusJsonContext.Default.CompilerStatus);

        Assert.Equal("2", await counted.Content.ReadAsStringAsync());
        Assert.Equal(6 * 3600, status?.TtlSeconds);
    }

    private static HttpRequestMessage Post(CompilerUnderTest compiler, byte[] body, params (string Name, string Value)[] changes)
    {
        var headers = new Dictionary<string, string>
        {
            ["x-tokenpak-dialect"] = nameof(ApiDialect.OpenAIChat),
            ["x-tokenpak-mode"] = "full",
            ["x-tokenpak-provider"] = "openai",
            ["x-tokenpak-tenant"] = "t",
        };
        foreach (var (name, value) in changes) headers[name] = value;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(compiler.Address, "/compile")) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return request;
    }
}
