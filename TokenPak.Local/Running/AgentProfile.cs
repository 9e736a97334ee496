namespace TokenPak.Local.Running;

/// <summary>How one coding agent is pointed at TokenPak, for its process alone.</summary>
/// <param name="Name">The name on the command line and the program to run.</param>
/// <param name="Variables">Environment of the agent's process; a value is null where a variable is to be left as it is.</param>
/// <param name="Arguments">Arguments that stand before the user's own.</param>
internal sealed record AgentProfile(string Name, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<string> Arguments)
{
    private const string SessionHeader = "x-tokenpak-session";

    private static readonly string[] ProxyVariables = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

    public static IReadOnlyList<string> Names { get; } = ["claude", "codex", "gemini"];

    /// <summary>
    /// The profile of an agent, or null where the name is none. <paramref name="environment"/> reads a variable that the user has set: headers of
    /// theirs are kept.
    /// </summary>
    public static AgentProfile? For(string name, string origin, string session, Func<string, string?> environment) => name switch
    {
        "claude" => Claude(origin, session, environment).PastProxies(environment),
        "codex" => Codex(origin, session).PastProxies(environment),
        "gemini" => Gemini(origin, session, environment).PastProxies(environment),
        _ => null,
    };

    /// <summary>Agents send plain HTTP to this machine, too, to a proxy that the user has set for HTTPS.</summary>
    private AgentProfile PastProxies(Func<string, string?> environment)
    {
        if (!ProxyVariables.Any(name => !string.IsNullOrEmpty(environment(name)))) return this;

        // In both spellings: which one wins is the agent's choice.
        var users = environment("no_proxy") ?? environment("NO_PROXY");
        var past = Join(users, ",", "localhost,127.0.0.1");
        return this with { Variables = new Dictionary<string, string>(Variables) { ["NO_PROXY"] = past, ["no_proxy"] = past } };
    }

    /// <summary>Codex's settings, as <c>-c</c> arguments.</summary>
    /// <remarks>
    /// A provider of its own, not <c>openai_base_url</c>: the built-in provider speaks over a web socket, which is forwarded but cannot be compiled.
    /// The name <c>OpenAI</c> keeps what Codex does for OpenAI alone, <c>requires_openai_auth</c> keeps the user's own login, key or ChatGPT.
    /// </remarks>
    public static IReadOnlyList<string> CodexSettings(string origin, string? session)
    {
        var headers = session is null ? "" : $",http_headers={{\"{SessionHeader}\"=\"{session}\"}}";
        return
        [
            "model_provider=\"tokenpak\"",
            $"model_providers.tokenpak={{name=\"OpenAI\",base_url=\"{origin}/v1\",wire_api=\"responses\",requires_openai_auth=true,supports_websockets=false{headers}}}",
        ];
    }

    private static AgentProfile Claude(string origin, string session, Func<string, string?> environment) => new(
        "claude",
        new Dictionary<string, string>
        {
            ["ANTHROPIC_BASE_URL"] = origin,

            // Behind a base URL that is not Anthropic's, earlier versions of Claude Code stop loading tools on demand unless told that its answers' blocks pass.
            ["ENABLE_TOOL_SEARCH"] = environment("ENABLE_TOOL_SEARCH") ?? "true",
            ["ANTHROPIC_CUSTOM_HEADERS"] = Join(environment("ANTHROPIC_CUSTOM_HEADERS"), "\n", $"{SessionHeader}: {session}"),
        },
        []);

    private static AgentProfile Codex(string origin, string session) => new(
        "codex",
        new Dictionary<string, string>(),
        [.. CodexSettings(origin, session).SelectMany(setting => new[] { "-c", setting })]);

    private static AgentProfile Gemini(string origin, string session, Func<string, string?> environment) => new(
        "gemini",
        new Dictionary<string, string>
        {
            ["GOOGLE_GEMINI_BASE_URL"] = origin,
            ["GEMINI_CLI_CUSTOM_HEADERS"] = Join(environment("GEMINI_CLI_CUSTOM_HEADERS"), ",", $"{SessionHeader}:{session}"),
        },
        []);

    private static string Join(string? users, string separator, string own) => string.IsNullOrEmpty(users) ? own : users + separator + own;
}
