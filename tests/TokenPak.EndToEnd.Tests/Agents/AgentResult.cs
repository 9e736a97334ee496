namespace TokenPak.EndToEnd.Tests.Agents;

/// <summary>How an agent's run ended.</summary>
internal sealed record AgentResult(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit code {ExitCode}\n--- output\n{Output}\n--- errors\n{Errors}";
}
