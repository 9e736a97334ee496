namespace TokenPak.Local.Checking;

/// <summary>Whether programs started from this shell would come through TokenPak.</summary>
internal static class EnvironmentCheck
{
    private static readonly (string Variable, string Path, string Who)[] BaseUrls =
    [
        ("ANTHROPIC_BASE_URL", "", "Anthropic's SDKs and Claude Code"),
        ("OPENAI_BASE_URL", "/v1", "OpenAI's SDKs"),
        ("GOOGLE_GEMINI_BASE_URL", "", "Google's SDKs and Gemini CLI"),
    ];

    public static IEnumerable<Finding> Run(int port, Func<string, string?> environment)
    {
        foreach (var (variable, path, who) in BaseUrls)
        {
            var expected = $"http://localhost:{port}{path}";
            yield return environment(variable) is { Length: > 0 } value ? Judge(variable, value, expected, path, port, who)
                : new Finding(Verdict.Note, $"{variable} is not set in this shell: {who} started here do not come through.", $"export {variable}={expected}");
        }
    }

    private static Finding Judge(string variable, string value, string expected, string path, int port, string who)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri))
            return new Finding(Verdict.Wrong, $"{variable} is no address: {value}", $"export {variable}={expected}");
        if (!uri.IsLoopback || uri.Port != port)
            return new Finding(Verdict.Note, $"{variable} points elsewhere ({uri.Host}:{uri.Port}): {who} do not come through.", $"export {variable}={expected}");
        return uri.AbsolutePath.TrimEnd('/') == path
            ? new Finding(Verdict.Good, $"{variable} points here: {who} come through.")
            : new Finding(Verdict.Wrong, $"{variable} points here, but its path is '{uri.AbsolutePath}' and should be '{(path.Length == 0 ? "/" : path)}'.", $"export {variable}={expected}");
    }
}
