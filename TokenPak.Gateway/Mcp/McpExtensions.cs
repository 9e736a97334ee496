namespace TokenPak.Gateway.Mcp;

/// <summary>The MCP server at <c>/mcp</c>: streamable HTTP without sessions, so that any replica answers.</summary>
internal static class McpExtensions
{
    private const string Path = "/mcp";

    public static void AddMcp(this IHostApplicationBuilder builder)
    {
        // Below this it writes whole messages, and with them what was fetched.
        builder.Logging.AddFilter("ModelContextProtocol", LogLevel.Warning);
        builder.Services.AddScoped<McpCaller>();
        builder.Services.AddMcpServer(options => options.ServerInfo = new() { Name = "tokenpak", Title = "TokenPak", Version = "1" })
            .WithHttpTransport(options => options.Stateless = true)
            .WithTools<OriginalTools>()
            .WithTools<VaultTools>();
    }

    /// <summary>Without sessions the tools run in the request's own scope, so that the caller need not be known to anything else.</summary>
    public static void MapMcpServer(this IEndpointRouteBuilder app) => app.MapMcp(Path).AddEndpointFilter((invocation, next) =>
    {
        var context = invocation.HttpContext;
        context.RequestServices.GetRequiredService<McpCaller>().Context = context;
        return next(invocation);
    });
}
