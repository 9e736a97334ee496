namespace TokenPak.EndToEnd.Tests.Fixtures;

/// <summary>Credentials in the providers' shapes that open nothing.</summary>
internal static class Keys
{
    public const string Anthropic = "sk-ant-api03-end-to-end-test";
    public const string OpenAI = "sk-proj-end-to-end-test";
    public const string Google = "AIzaEndToEndTest";
}
