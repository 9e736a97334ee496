namespace TokenPak.Gateway.Compilation;

/// <summary>Why original bytes went out although the mode was not off, as the gateway sees it; the compiler has its own.</summary>
internal static class BypassReasons
{
    public const string CompilerUnavailable = "compiler_unavailable";
    public const string Oversized = "oversized";
    public const string BadResult = "bad_result";
    public const string Encoded = "encoded";
    public const string Malformed = "malformed";
    public const string NotJson = "not_json";
}
