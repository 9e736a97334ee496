using TokenPak.Local.Commands;

namespace TokenPak.Local.Tests.Commands;

public sealed class AgentArgumentsTests
{
    [Theory]
    [InlineData("run claude --port 1 -p hi", "run claude", "--port 1 -p hi")]
    [InlineData("run --port 9000 claude --help", "run --port 9000 claude", "--help")]
    [InlineData("--data run run codex exec run", "--data run run codex", "exec run")]
    [InlineData("run claude", "run claude", "")]
    [InlineData("run --help", "run --help", "")]
    [InlineData("demo --exit", "demo --exit", "")]
    [InlineData("doctor run x", "doctor run x", "")]
    [InlineData("", "", "")]
    public void Split_KeepsWhatFollowsTheAgentForTheAgent(string line, string own, string agent)
    {
        var (ownArguments, agentArguments) = AgentArguments.Split(Words(line));
        Assert.Equal(Words(own), ownArguments);
        Assert.Equal(Words(agent), agentArguments);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
