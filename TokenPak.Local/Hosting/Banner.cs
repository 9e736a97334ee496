using TokenPak.Contracts.Compilation;
using TokenPak.Local.Running;

namespace TokenPak.Local.Hosting;

/// <summary>What a newcomer needs to see once the server listens.</summary>
internal static class Banner
{
    public static IEnumerable<string> Lines(int port, CompilationMode mode, string dataPath)
    {
        var origin = $"http://localhost:{port}";
        return
        [
            $"TokenPak listens on {origin}",
            "",
            "  Set the base URL, change nothing else:",
            $"    OpenAI SDKs        OPENAI_BASE_URL={origin}/v1",
            $"    Anthropic SDKs     ANTHROPIC_BASE_URL={origin}",
            $"    Google Gen AI SDKs GOOGLE_GEMINI_BASE_URL={origin}",
            $"    Claude Code        ANTHROPIC_BASE_URL={origin} ENABLE_TOOL_SEARCH=true claude",
            $"    Codex              codex {string.Join(' ', AgentProfile.CodexSettings(origin, null).Select(setting => $"-c '{setting}'"))}",
            $"    Gemini CLI         GOOGLE_GEMINI_BASE_URL={origin} gemini",
            "  or let TokenPak set it: tokenpak run claude|codex|gemini",
            "",
            $"  Dashboard  {origin}/dashboard",
            $"  Mode       {mode.ToWireName()}",
            $"  Data       {dataPath}",
            "",
            "  Ctrl-C stops.",
        ];
    }
}
