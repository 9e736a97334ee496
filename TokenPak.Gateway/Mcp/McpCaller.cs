namespace TokenPak.Gateway.Mcp;

/// <summary>
/// The request that a tool is called by. ASP.NET Core's accessor would do the same, but for every request of every kind: it flows with each of their continuations.
/// </summary>
internal sealed class McpCaller
{
    public HttpContext? Context { get; set; }
}
