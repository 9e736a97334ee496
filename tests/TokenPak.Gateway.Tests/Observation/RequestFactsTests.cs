using System.Text;
using TokenPak.Gateway.Observation;

namespace TokenPak.Gateway.Tests.Observation;

public sealed class RequestFactsTests
{
    [Theory]
    [InlineData("""{"model":"m","user":"u1"}""", "u1")]
    [InlineData("""{"messages":[{"role":"user","content":"model user metadata","user":"no"}],"metadata":{"other":1,"user_id":"u2"},"model":"m"}""", "u2")]
    [InlineData("""{"model":"m","conversation":{"id":"conv_1"}}""", "conv_1")]
    [InlineData("""{"model":"m","conversation":"conv_2"}""", "conv_2")]
    [InlineData("""{"model":"m","prompt_cache_key":"k"}""", "k")]
    [InlineData("""{"model":"m","safety_identifier":"s"}""", "s")]
    [InlineData("""{"model":"m","user":null,"metadata":null}""", null)]
    public void Body_WithUserOrConversation_GivesItsId(string body, string? id)
    {
        var facts = Read(body);
        Assert.Equal("m", facts.Model);
        Assert.Equal(id, facts.UserId is null ? null : Encoding.UTF8.GetString(facts.UserId));
    }

    [Fact]
    public void Body_Streaming_SaysSo()
    {
        var facts = Read("""{"model":"m","stream":true,"stream_options":{"include_usage":true}}""");
        Assert.True(facts.Stream);
        Assert.True(facts.IncludeUsage);
        Assert.False(Read("""{"stream":false}""").Stream);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"model\"")]
    [InlineData("[1,2")]
    [InlineData("{\"model\":5}")]
    public void Body_WithoutModel_GivesNone(string body) => Assert.Null(Read(body).Model);

    private static RequestFacts Read(string body)
    {
        var facts = new RequestFacts();
        facts.Scanner().Feed(Encoding.UTF8.GetBytes(body));
        return facts;
    }
}
