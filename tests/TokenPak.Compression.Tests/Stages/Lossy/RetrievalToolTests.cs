using System.Text;
using TokenPak.Compression.Engine;

namespace TokenPak.Compression.Tests.Stages.Lossy;

public sealed class RetrievalToolTests
{
    private const string Name = "tokenpak_fetch_original";

    [Theory]
    [InlineData("""[{"name":"tokenpak_fetch_original"}]""")]
    [InlineData("""[{"name":"bash"},{"description":"x","name":"mcp__tokenpak__tokenpak_fetch_original","input_schema":{}}]""")]
    [InlineData("""[{"type":"function","function":{"name":"tokenpak__tokenpak_fetch_original"}}]""")]
    [InlineData("""[{"functionDeclarations":[{"name":"mcp_tokenpak_tokenpak_fetch_original"}]}]""")]
    public void IsDefinedIn_ToolUnderAnyClientsName_IsFound(string tools) => Assert.True(RetrievalTool.IsDefinedIn(Encoding.UTF8.GetBytes(tools), Name));

    [Theory]
    [InlineData("[]")]
    [InlineData("""[{"name":"bash","description":"like tokenpak_fetch_original"}]""")]
    [InlineData("""[{"name":"tokenpak_fetch_originals"},{"name":"xtokenpak_fetch_original"}]""")]
    [InlineData("""[{"name":"bash","input_schema":{"properties":{"name":{"enum":["tokenpak_fetch_original"]}}}}]""")]
    public void IsDefinedIn_ItsNameElsewhere_IsNoTool(string tools) => Assert.False(RetrievalTool.IsDefinedIn(Encoding.UTF8.GetBytes(tools), Name));
}
