using System.Security.Cryptography;
using System.Text;
using TokenPak.Gateway.Observation;

namespace TokenPak.Gateway.Tests.Observation;

public sealed class FirstUserMessageTests
{
    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"Hello"}]}""")]
    [InlineData("""{"messages":[{"content":"Hello","role":"user"}]}""")]
    [InlineData("""{"messages":[{"content":"Hello","role":"user"},{"content":"Hi!","role":"assistant"},{"content":"More","role":"user"}],"model":"m"}""")]
    [InlineData("""{"model":"m","messages":[{"role":"system","content":"Be kind"},{"role":"user","content":[{"type":"text","text":"Hel"},{"type":"image","source":{"data":"x","text":"no"}},{"type":"text","text":"lo"}]},{"role":"assistant","content":null}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:"}}]},{"role":"assistant","content":"Hi"},{"role":"user","content":"Hello"}]}""")]
    [InlineData("""{"input":"Hello"}""")]
    [InlineData("""{"input":[{"role":"developer","content":"Be kind"},{"type":"reasoning","text":"hm"},{"type":"message","role":"user","content":[{"type":"input_text","text":"Hello"}]},{"type":"function_call_output","output":"text"}]}""")]
    [InlineData("""{"contents":[{"parts":[{"text":"Hello"}]}]}""")]
    [InlineData("""{"contents":{"parts":{"text":"Hello"}}}""")]
    [InlineData("""{"systemInstruction":{"parts":[{"text":"Be kind"}]},"contents":[{"role":"user","parts":[{"text":"Hello"}]},{"role":"model","parts":[{"text":"Hi"}]},{"role":"user","parts":[{"text":"More"}]}]}""")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_text","text":"<environment_context>\n <cwd>/x</cwd>"}]},{"role":"user","content":[{"type":"input_text","text":"Hello"}]},{"type":"configuration_update","reasoning":{}}]}""")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_text","text":"# AGENTS.md instructions for /x"},{"type":"input_text","text":"<environment_context>"}]},{"role":"user","content":"Hello"}]}""")]
    public void Hash_IsOfItsTextAlone_HoweverTheBytesAreCut(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        for (var cut = 1; cut <= bytes.Length; cut++) Assert.Equal(HashOf("Hello"), Read(bytes, cut));
    }

    [Theory]
    [InlineData("""{"messages":[]}""")]
    [InlineData("""{"messages":[{"role":"assistant","content":"Hi"}]}""")]
    [InlineData("""{"messages":[{"role":"system","content":"Hi"}],"system":"Hello"}""")]
    [InlineData("""{"contents":[{"role":"model","parts":[{"text":"Hello"}]}]}""")]
    [InlineData("""{"input":[{"role":"user","content":"<environment_context>"}]}""")]
    [InlineData("""not json""")]
    public void Body_WithoutOne_HasNoHash(string body) => Assert.Null(Read(Encoding.UTF8.GetBytes(body), 1000));

    private static string? Read(byte[] body, int cut)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var first = new FirstUserMessage(hash);
        var scanner = new RequestFacts().Scanner(first);
        for (var at = 0; at < body.Length; at += cut) scanner.Feed(body.AsSpan(at, Math.Min(cut, body.Length - at)));
        Span<byte> digest = stackalloc byte[32];
        return first.TryFinish(digest) ? Convert.ToHexString(digest) : null;
    }

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
